/**
 * What can be set, where a setting comes from, and what is said when it is wrong (design.md 5).
 *
 * <p>This package runs in {@code premain}. It touches {@code java.lang}, {@code java.io}, {@code
 * java.util} and charsets only (instrumentation.md 1.8): no {@code java.nio.file}, no logging, no
 * {@code java.time}, no regular expression, no {@code String.format}, no stream, no lambda, and not
 * {@code String.replace(CharSequence, ...)} or {@code String.split}, which are regular expressions
 * on Java 8.
 */
@NullMarked
package io.opsagent.settings;

import org.jspecify.annotations.NullMarked;
