package io.opsagent.server.api;

import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogKey;
import io.opsagent.storage.ServiceLogOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one call of {@code GET /logs/service} asks for.
 *
 * @param filter which rows
 * @param order at least one term
 * @param offset rows to skip
 * @param limit rows to return at most
 * @param after the row behind which a page by key begins, or null; then there is no offset
 * @param findsNothing whether a filter was given that no row can pass
 */
record ServiceLogQuery(
    ServiceLogFilter filter,
    List<ServiceLogOrder> order,
    long offset,
    int limit,
    @Nullable ServiceLogKey after,
    boolean findsNothing) {

  /** Most rows of one answer, also when the caller wants all (spec 1.12: {@code rows=0}). */
  static final int MAX_UNPAGED_ROWS = 10_000;

  /** Whether the order is that of time alone, which can be paged by key. */
  boolean isByTime() {
    return order.size() == 1 && order.get(0).column() == ServiceLogOrder.Column.TIME;
  }
}
