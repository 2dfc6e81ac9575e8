package io.opsagent.server.api;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of own resources: the newest first, and the key to go on from (design.md 7).
 *
 * @param before only rows with a smaller id
 * @param limit rows of the page, 1 to 500
 */
record KeyPage(long before, int limit) {
  private static final int MAX_LIMIT = 500;
  private static final long DEFAULT_LIMIT = 100;

  /** Reads {@code before} and {@code limit}. */
  static KeyPage of(QueryParameters parameters) {
    Long before = parameters.integerWithin("before", 1, Long.MAX_VALUE);
    Long limit = parameters.integerWithin("limit", 1, MAX_LIMIT);
    return new KeyPage(
        before == null ? Long.MAX_VALUE : before, (int) (limit == null ? DEFAULT_LIMIT : limit));
  }

  /** Sends the page; {@code next} is the {@code before} of the following one, or null. */
  <T> void send(
      Context ctx,
      List<T> rows,
      ToLongFunction<T> id,
      Function<T, Map<String, @Nullable Object>> view,
      Map<String, ? extends @Nullable Object> more) {
    Map<String, @Nullable Object> page = new LinkedHashMap<>();
    page.put("items", rows.stream().map(view).toList());
    page.put("next", rows.size() < limit ? null : id.applyAsLong(rows.get(rows.size() - 1)));
    page.putAll(more);
    Answers.send(ctx, page);
  }
}
