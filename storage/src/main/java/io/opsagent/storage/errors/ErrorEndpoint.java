package io.opsagent.storage.errors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions of one fingerprint at one endpoint in a span of time. Immutable.
 *
 * @param fingerprint whose
 * @param endpoint operation id, empty for none
 * @param route pattern, or null
 * @param errors how many
 * @param last arrival of the last in the span
 */
public record ErrorEndpoint(
    String fingerprint, String endpoint, @Nullable String route, long errors, Instant last) {}
