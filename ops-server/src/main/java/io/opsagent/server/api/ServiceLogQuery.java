package io.opsagent.server.api;

import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogOrder;
import java.util.List;

/**
 * What one call of {@code GET /logs/service} asks for.
 *
 * @param filter which rows
 * @param order at least one term
 * @param offset rows to skip
 * @param limit rows to return at most
 * @param findsNothing whether a filter was given that no row can pass today, since nothing links a
 *     row to a platform token or to an instance yet
 */
record ServiceLogQuery(
    ServiceLogFilter filter,
    List<ServiceLogOrder> order,
    long offset,
    int limit,
    boolean findsNothing) {

  /** Most rows of one answer, also when the caller wants all (spec 1.12: {@code rows=0}). */
  static final int MAX_UNPAGED_ROWS = 10_000;
}
