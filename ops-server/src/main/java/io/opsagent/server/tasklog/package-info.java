/**
 * The agent's own log: a bounded, rotating file, and the SLF4J provider that lets the bundled
 * libraries write to it instead of to the application's streams.
 */
@NullMarked
package io.opsagent.server.tasklog;

import org.jspecify.annotations.NullMarked;
