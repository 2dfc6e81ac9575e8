package io.opsagent.server.sql;

import io.opsagent.rules.JsonWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a row says of the statements of its exchange: spans in its trace (operations-api.md 6.4),
 * their texts among its messages, and sums in its details. Equal statements are one span, whose
 * time is that of all of them. For one row, on one thread.
 */
public final class SqlTrace {
  /** Statements of a row; the others are in the sums. */
  static final int MAX_STATEMENTS = 5;

  private static final long MILLI_NANOS = 1_000_000;
  private static final long MILLI_MICROS = 1_000;
  private static final Pattern TABLE =
      Pattern.compile("(?i)\\b(?:from|into|update)\\s+([^\\s(,;]{1,100})");

  private final @Nullable SqlUse use;
  private final List<StatementUse> shown;

  /**
   * Of an exchange.
   *
   * @param use null for one without a database
   */
  public SqlTrace(@Nullable SqlUse use) {
    this.use = use;
    this.shown = use == null ? List.of() : use.slowest(MAX_STATEMENTS);
  }

  /** The statements that a row shows, the slowest first. */
  public List<StatementUse> shown() {
    return shown;
  }

  /** When a statement began for the first time, milliseconds since the request arrived. */
  public static long initMillis(StatementUse statement) {
    return Math.max(0, statement.firstOffsetNanos() / MILLI_NANOS);
  }

  /**
   * Writes the span of a statement.
   *
   * @param message number of its text among the messages of the row, or null for none
   */
  public static void writeSpan(JsonWriter json, StatementUse one, @Nullable Integer message) {
    json.beginObject();
    json.name("name").value(nameOf(one));
    json.name("init").value(initMillis(one));
    json.name("time").value(one.totalMicros() / MILLI_MICROS);
    json.name("type").value("sql." + one.kind());
    if (message == null) {
      json.name("msg").value((String) null);
    } else {
      json.name("msg").value(message);
    }
    json.name("data").beginObject();
    json.member("database", one.database());
    json.member("count", one.executions());
    json.member("time_micros", one.totalMicros());
    json.member("max_micros", one.maxMicros());
    json.member("errors", one.errors());
    if (one.rows() >= 0) {
      json.member("rows", one.rows());
    }
    json.endObject();
    json.name("events").beginArray().endArray();
    json.endObject();
  }

  /** Such as {@code select orders}. */
  private static String nameOf(StatementUse one) {
    Matcher table = TABLE.matcher(one.text());
    return one.kind() + (table.find() ? " " + table.group(1) : "");
  }

  /** Writes the member {@code sql} of the details; nothing without a database. */
  public void writeDetails(JsonWriter json) {
    SqlUse all = use;
    if (all == null) {
      return;
    }
    json.name("sql").beginObject();
    json.member("count", all.executions());
    json.member("time_micros", all.totalMicros());
    json.member("errors", all.errors());
    json.member("statements", all.statements().size());
    json.member("shown", shown.size());
    json.member("without_text", all.withoutText());
    json.member("connections", all.connections());
    json.member("connection_wait_micros", all.waitMicros());
    json.endObject();
  }
}
