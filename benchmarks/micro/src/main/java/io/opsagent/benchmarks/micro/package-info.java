/**
 * Benchmarks of what runs inside the application's requests, by JMH (docs/spec/instrumentation.md
 * 6.1 and 6.4).
 */
@NullMarked
package io.opsagent.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
