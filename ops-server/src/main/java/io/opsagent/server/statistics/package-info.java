/**
 * Exact counts of every request that came through the ring: gathered on the drain's thread, written
 * and put together by the cycle (operations-api.md 6.7).
 */
@NullMarked
package io.opsagent.server.statistics;

import org.jspecify.annotations.NullMarked;
