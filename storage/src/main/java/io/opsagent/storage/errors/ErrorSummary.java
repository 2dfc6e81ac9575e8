package io.opsagent.storage.errors;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions of a span of time.
 *
 * @param groups by fingerprint and type, the most frequent first
 * @param endpoints by fingerprint and endpoint, the most frequent first
 * @param total how many exceptions
 * @param isComplete false when the time was over before all hours of the span were read, or there
 *     are more groups and endpoints than are told apart
 * @param countedFrom the first hour that was read when the time was over; null when all were
 */
public record ErrorSummary(
    List<ErrorGroup> groups,
    List<ErrorEndpoint> endpoints,
    long total,
    boolean isComplete,
    @Nullable Instant countedFrom) {}
