package io.opsagent.storage.errors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions of one fingerprint in a span of time. Immutable.
 *
 * @param fingerprint 16 hex digits, or {@link ErrorCount#UNKNOWN}
 * @param exceptionType class name, or {@link ErrorCount#OTHER}
 * @param errors how many
 * @param notStored how many of them have no row in the log
 * @param endpoints at how many different endpoints
 * @param first arrival of the first in the span
 * @param last arrival of the last in the span
 * @param place first own frame, or null
 * @param message masked text of one of them, or null
 */
public record ErrorGroup(
    String fingerprint,
    String exceptionType,
    long errors,
    long notStored,
    long endpoints,
    Instant first,
    Instant last,
    @Nullable String place,
    @Nullable String message) {}
