/**
 * Plain Undertow and plain Netty as own processes: what clients see is the same with the agent,
 * what the agent recorded is true, and what was recorded survives the end of the process.
 */
@NullMarked
package io.opsagent.testapps.servers;

import org.jspecify.annotations.NullMarked;
