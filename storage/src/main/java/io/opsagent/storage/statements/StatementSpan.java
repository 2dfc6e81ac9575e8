package io.opsagent.storage.statements;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which counts are asked for.
 *
 * @param service name of the service
 * @param from the span begins with its hour
 * @param to the last hour is the one with this time in it
 * @param database null for all
 * @param kind null for all
 */
public record StatementSpan(
    String service, Instant from, Instant to, @Nullable String database, @Nullable String kind) {}
