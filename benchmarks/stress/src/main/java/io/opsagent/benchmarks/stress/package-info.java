/**
 * Concurrency tests of {@link io.opsagent.capture.ExchangeRing} by jcstress: each class lists every
 * outcome that is allowed, all others are failures (docs/spec/instrumentation.md 6.2).
 */
@NullMarked
package io.opsagent.benchmarks.stress;

import org.jspecify.annotations.NullMarked;
