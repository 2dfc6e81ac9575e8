/** How often the application ran each of its statements, by the hour. */
@NullMarked
package io.opsagent.storage.statements;

import org.jspecify.annotations.NullMarked;
