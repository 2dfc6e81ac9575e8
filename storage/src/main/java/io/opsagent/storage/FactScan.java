package io.opsagent.storage;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at the short columns of the rows of a selection, the newest first. */
final class FactScan {
  /** Parameters of one statement; those of the engines are few and alike. */
  private static final int ROWS_PER_STATEMENT = 500;

  private FactScan() {}

  static ServiceLogScan run(
      SearchRun run, ServiceLogSelection selection, int maxRows, Consumer<ServiceLogFacts> facts) {
    long looked = 0;
    ServiceLogKey oldest = null;
    try {
      ServiceLogSearch search = new ServiceLogSearch(run, selection, selection.range(true, null));
      while (!search.isExhausted() && looked < maxRows) {
        int wanted = (int) Math.min(ROWS_PER_STATEMENT, maxRows - looked);
        List<ServiceLogKey> keys = search.next(wanted);
        if (!keys.isEmpty()) {
          read(run, keys, facts);
          looked += keys.size();
          oldest = keys.get(keys.size() - 1);
        }
      }
      boolean isComplete = search.isExhausted() || !hasMore(search);
      return new ServiceLogScan(looked, isComplete, time(oldest));
    } catch (SearchRun.TimeOver e) {
      return new ServiceLogScan(looked, false, time(oldest));
    }
  }

  private static boolean hasMore(ServiceLogSearch search) throws SearchRun.TimeOver {
    while (!search.isExhausted()) {
      if (!search.next(1).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static void read(SearchRun run, List<ServiceLogKey> keys, Consumer<ServiceLogFacts> facts)
      throws SearchRun.TimeOver {
    run.ask(
            ServiceLogFacts.SELECT
                + " WHERE id IN ("
                + String.join(", ", Collections.nCopies(keys.size(), "?"))
                + ")",
            keys.stream().<Object>map(ServiceLogKey::id).toList(),
            query -> query.map((row, context) -> ServiceLogFacts.read(row)).list())
        .forEach(facts);
  }

  private static @Nullable Instant time(@Nullable ServiceLogKey key) {
    return key == null ? null : Micros.toInstant(key.timeMicros());
  }
}
