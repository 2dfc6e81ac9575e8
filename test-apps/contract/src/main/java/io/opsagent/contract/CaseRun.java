package io.opsagent.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one case against one server.
 *
 * @param sent the requests by their id, in the order of sending
 * @param refused statuses of requests that the server could not even parse
 * @param notes what else a client saw, by what it is
 * @param costs processor time that the server needed, by what for
 * @param failure why the conversation broke off, or null
 */
record CaseRun(
    Map<String, Sent> sent,
    List<Integer> refused,
    Map<String, String> notes,
    Map<String, Duration> costs,
    @Nullable Throwable failure) {}
