/**
 * The databases that the application uses: its pools, the connections of its drivers, and the
 * statements that run on them. Knows types of the JDK only; bindings are in {@code
 * io.opsagent.jdbc}.
 */
@NullMarked
package io.opsagent.capture.sql;

import org.jspecify.annotations.NullMarked;
