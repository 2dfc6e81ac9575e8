/**
 * Undertow 1.4 to 2.4: raw handlers, and with them everything that stands on Undertow
 * (docs/spec/instrumentation.md 3.4).
 */
@NullMarked
package io.opsagent.undertow;

import org.jspecify.annotations.NullMarked;
