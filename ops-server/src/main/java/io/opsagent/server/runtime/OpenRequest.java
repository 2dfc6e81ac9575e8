package io.opsagent.server.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A request that is being served.
 *
 * @param ageMillis since its arrival
 * @param method as sent, empty while nobody knows it
 * @param path masked, without query; empty while nobody knows it
 * @param route pattern, or null
 * @param threadName masked name that the thread had when it took the request
 * @param threadId of that thread
 * @param isOnThread whether that thread still serves it as far as can be told: it is no virtual one
 *     and the request did not go on without it
 */
public record OpenRequest(
    long ageMillis,
    String method,
    String path,
    @Nullable String route,
    String threadName,
    long threadId,
    boolean isOnThread) {}
