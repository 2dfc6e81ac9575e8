/**
 * Jetty 12: plain handlers and, on top of them, servlets of any level from ee8 to ee11
 * (docs/spec/instrumentation.md 3.3).
 *
 * <p>A module of its own, because these bindings extend and implement types whose class files are
 * of Java 17, which a compiler for Java 8 does not read, and because Jetty 9 to 11 has other types
 * of the same names. Its classes are loaded only beside a Jetty 12, and so never by an older JVM.
 */
@NullMarked
package io.opsagent.jetty12;

import org.jspecify.annotations.NullMarked;
