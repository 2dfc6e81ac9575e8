package io.opsagent.server.sql;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeStatements;
import io.opsagent.capture.StatementGroup;
import io.opsagent.capture.StatementKind;
import io.opsagent.rules.SqlMasking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statements of exchanges and takes the literals out of them; remembers what the texts
 * that come again and again become. Drain thread only.
 */
public final class SqlReader {
  private static final int MAX_REMEMBERED = 1_000;
  private static final int MAX_REMEMBERED_CHARS = 2_000;
  private static final int MICRO_NANOS = 1_000;

  private final Map<Source, String> masked =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, String> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  /** Quotes mean other things in other databases. */
  private record Source(String text, String databaseType) {}

  private record Key(String text, String database, StatementKind kind) {}

  /** What an exchange did with databases; null for nothing. */
  public @Nullable SqlUse read(Exchange exchange) {
    ExchangeStatements all = exchange.statements();
    if (all == null) {
      return null;
    }
    Map<Key, StatementUse> uses = new LinkedHashMap<>();
    long executions = 0;
    long nanos = 0;
    long errors = 0;
    for (StatementGroup group : all.groups()) {
      Key key = new Key(textOf(group), group.database(), group.kind());
      uses.computeIfAbsent(key, k -> new StatementUse(k.text(), k.database(), k.kind())).add(group);
      executions += group.count();
      nanos += group.totalNanos();
      errors += group.errors();
    }
    return new SqlUse(
        List.copyOf(uses.values()),
        executions,
        nanos / MICRO_NANOS,
        errors,
        all.waits(),
        all.waitNanos() / MICRO_NANOS,
        all.withoutText());
  }

  private String textOf(StatementGroup group) {
    String text = group.text();
    if (text == null) {
      return "";
    }
    String type = group.database().substring(0, Math.max(0, group.database().indexOf(':')));
    if (text.length() > MAX_REMEMBERED_CHARS) {
      return SqlMasking.mask(text, type);
    }
    return masked.computeIfAbsent(
        new Source(text, type), source -> SqlMasking.mask(source.text(), source.databaseType()));
  }
}
