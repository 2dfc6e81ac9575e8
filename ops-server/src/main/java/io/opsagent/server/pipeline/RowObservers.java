package io.opsagent.server.pipeline;

import io.opsagent.server.errors.ErrorCounter;
import io.opsagent.server.metrics.RequestMetrics;
import io.opsagent.storage.ServiceLog;
import java.util.function.Consumer;

/**
 * Who else hears of what is recorded. Immutable.
 *
 * @param requests counts every request for who scrapes
 * @param errors counts exceptions, with a row or without
 * @param live takes each masked row; must not block
 */
public record RowObservers(
    RequestMetrics requests, ErrorCounter errors, Consumer<ServiceLog> live) {}
