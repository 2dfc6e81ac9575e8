package io.opsagent.server.pipeline;

import io.opsagent.server.errors.ErrorCounter;
import io.opsagent.server.metrics.RequestMetrics;
import io.opsagent.server.sql.SqlUse;
import io.opsagent.storage.ServiceLog;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Who else hears of what is recorded. Immutable.
 *
 * @param requests counts every request for who scrapes
 * @param errors counts exceptions, with a row or without
 * @param live takes each masked row; must not block
 * @param statements takes what ran on databases in an exchange, with a row or without, and when
 *     that ended; must not block
 */
public record RowObservers(
    RequestMetrics requests,
    ErrorCounter errors,
    Consumer<ServiceLog> live,
    BiConsumer<Instant, SqlUse> statements) {}
