/**
 * What is defined into the JVM's boot loader. Packaging moves the one class of this package to
 * {@code java.lang}, where every class loader of every application finds it without delegation
 * settings (docs/spec/instrumentation.md 1.3).
 */
@NullMarked
package io.opsagent.bridge;

import org.jspecify.annotations.NullMarked;
