package io.opsagent.server.sql;

import io.opsagent.server.statistics.HourlyEntry;
import io.opsagent.storage.series.DurationHistogram;
import io.opsagent.storage.statements.StatementCount;
import io.opsagent.storage.statements.StatementFigures;
import java.time.Instant;

/** One line of the counts of an hour, while it goes on. Guarded by its {@link StatementCounter}. */
final class StatementEntry extends HourlyEntry<StatementEntry.Key> {
  private long requests;
  private StatementFigures figures = StatementFigures.NONE;
  private final DurationHistogram durations = new DurationHistogram();

  StatementEntry(Key key) {
    super(key);
  }

  /** What is counted together. */
  record Key(Instant hour, String database, String kind, String text) implements HourlyEntry.Key {}

  void add(StatementUse use, long slowMicros) {
    requests++;
    long slow = 0;
    long known = 0;
    long knownMicros = 0;
    for (int[] some : use.durations()) {
      for (int micros : some) {
        durations.add(micros);
        slow += micros >= slowMicros ? 1 : 0;
        known++;
        knownMicros += micros;
      }
    }
    // Of executions beyond the first ones the mean is all that is known.
    long others = use.executions() - known;
    long mean = others <= 0 ? 0 : Math.max(0, use.totalMicros() - knownMicros) / others;
    if (others > 0) {
      durations.add(mean, others);
    }
    slow += others > 0 && mean >= slowMicros ? others : 0;
    figures =
        figures.plus(
            new StatementFigures(
                use.executions(),
                use.errors(),
                slow,
                use.rows(),
                use.totalMicros(),
                use.maxMicros()));
    changed();
  }

  /** What was counted so far, as a copy. */
  StatementCount count(String service) {
    return new StatementCount(
        service,
        key().hour(),
        key().database(),
        key().kind(),
        key().text(),
        requests,
        figures,
        DurationHistogram.of(durations.toBytes()));
  }
}
