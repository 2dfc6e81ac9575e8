package io.opsagent.server.errors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request that an exception was thrown in. Immutable.
 *
 * @param time arrival of the request
 * @param ended end of its answer
 * @param exceptionType class name
 * @param fingerprint 16 hex digits, or null where the frames were not read
 * @param place first own frame, class and method, or null
 * @param message masked text, or null
 * @param endpoint operation id, or null
 * @param route pattern, or null
 * @param isStored whether it gets a row in the log
 */
public record SeenError(
    Instant time,
    Instant ended,
    String exceptionType,
    @Nullable String fingerprint,
    @Nullable String place,
    @Nullable String message,
    @Nullable String endpoint,
    @Nullable String route,
    boolean isStored) {}
