/**
 * Drivers and pools of JDBC: thin bindings over {@code io.opsagent.capture.sql}, which has all
 * state, because these classes are there once for each class loader of the application.
 */
@NullMarked
package io.opsagent.jdbc;

import org.jspecify.annotations.NullMarked;
