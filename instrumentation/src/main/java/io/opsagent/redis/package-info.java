/**
 * Clients of Redis: Jedis 2 to 7 and Lettuce 5 and 6 (docs/spec/instrumentation.md 5.4). Commands
 * are counted for each server; how the client logs in is read, so that the agent can ask the server
 * for its figures.
 */
@NullMarked
package io.opsagent.redis;

import org.jspecify.annotations.NullMarked;
