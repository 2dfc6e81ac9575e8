package io.opsagent.storage.errors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which counts are meant.
 *
 * @param service name of the service
 * @param from the hour of this time is the first
 * @param to the hour of this time is the last
 * @param fingerprint equal, or null
 * @param endpoint equal, or null
 * @param exceptionType class name with or without its package, or null
 */
public record ErrorSpan(
    String service,
    Instant from,
    Instant to,
    @Nullable String fingerprint,
    @Nullable String endpoint,
    @Nullable String exceptionType) {}
