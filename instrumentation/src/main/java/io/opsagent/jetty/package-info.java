/**
 * Jetty 9.3 to 11: servlets and plain handlers (docs/spec/instrumentation.md 3.2). Jetty 12 has
 * another core and a room of its own.
 */
@NullMarked
package io.opsagent.jetty;

import org.jspecify.annotations.NullMarked;
