/**
 * What a test needs to hold a server with the agent against the same server without it: processes,
 * raw HTTP, the agent's own API, and comparisons. Knows no server type and no class of the agent.
 */
@NullMarked
package io.opsagent.testing;

import org.jspecify.annotations.NullMarked;
