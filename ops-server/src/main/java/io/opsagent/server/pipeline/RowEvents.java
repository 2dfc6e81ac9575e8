package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.LoggedMessage;
import io.opsagent.capture.LoggedMessages;
import io.opsagent.rules.JsonWriter;
import io.opsagent.rules.Level;
import io.opsagent.rules.Masking;
import io.opsagent.server.sql.SqlTrace;
import io.opsagent.server.sql.StatementUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The events of a row and the texts that they point to (operations-api.md 6.4): what the
 * application logged, and the exception of the request itself, whose text comes first. Texts are
 * masked here. For one row, on the drain thread.
 */
final class RowEvents {
  /**
   * Servers log an exception that reaches them. Where the request has it anyway, that says nothing
   * new.
   */
  private static final List<String> SERVERS =
      List.of(
          "org.apache.catalina.", "org.eclipse.jetty.", "io.undertow.", "io.netty.", "reactor.");

  private final Masking masking;
  private final List<Event> events = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private final Map<String, Integer> messages = new LinkedHashMap<>();
  private boolean hasFailed;
  private int leftOut;

  RowEvents(Masking masking) {
    this.masking = masking;
  }

  /** The exception of the request, before what was logged. */
  void failed(Level level, long durationMicros, String text) {
    hasFailed = true;
    events.add(new Event(level, durationMicros / 1_000, indexOf(text), null, null));
  }

  /** What ran on databases meanwhile. */
  void ran(SqlTrace sql) {
    for (StatementUse statement : sql.shown()) {
      String text = statement.text();
      spans.add(new Span(statement, text.isEmpty() ? null : indexOf(text)));
    }
  }

  /** What the application logged meanwhile. */
  void logged(Exchange exchange, LoggedMessages logged, ExceptionReader exceptions) {
    leftOut = logged.leftOut();
    List<LoggedMessage> kept =
        logged.list().stream().filter(message -> !repeatsFailure(message)).toList();
    List<Throwable> thrown =
        kept.stream().map(LoggedMessage::exception).filter(Objects::nonNull).toList();
    Iterator<String> headlines =
        (thrown.isEmpty() ? List.<String>of() : exceptions.headlines(thrown)).iterator();
    for (LoggedMessage message : kept) {
      events.add(
          new Event(
              message.isError() ? Level.ERROR : Level.WARN,
              Math.max(0, message.atNanos() - exchange.startNanos()) / 1_000_000,
              indexOf(textOf(message)),
              masking.maskText(message.logger()),
              message.exception() == null ? null : headlines.next()));
    }
  }

  private boolean repeatsFailure(LoggedMessage message) {
    return hasFailed
        && message.exception() != null
        && SERVERS.stream().anyMatch(message.logger()::startsWith);
  }

  private String textOf(LoggedMessage message) {
    return message.isCut()
        ? masking.maskCutText(message.text()) + "..."
        : masking.maskText(message.text());
  }

  private int indexOf(String text) {
    return messages.computeIfAbsent(text, key -> messages.size());
  }

  /** Messages that found no room. */
  int leftOut() {
    return leftOut;
  }

  /** The events, the earliest first. */
  String traceJson() {
    StringBuilder text = new StringBuilder(256);
    JsonWriter json = new JsonWriter(text);
    json.beginArray();
    Stream.concat(events.stream(), spans.stream())
        .sorted(Comparator.comparingLong(Item::initMillis))
        .forEach(item -> item.write(json));
    json.endArray();
    return text.toString();
  }

  /** The texts that events point to; equal ones are there once. */
  String messagesJson() {
    StringBuilder text = new StringBuilder(256);
    JsonWriter json = new JsonWriter(text);
    json.beginArray();
    messages.keySet().forEach(json::value);
    json.endArray();
    return text.toString();
  }

  /** What stands in the trace. */
  private interface Item {
    /** Milliseconds since the request arrived. */
    long initMillis();

    void write(JsonWriter json);
  }

  private record Span(StatementUse statement, @Nullable Integer message) implements Item {
    @Override
    public long initMillis() {
      return SqlTrace.initMillis(statement);
    }

    @Override
    public void write(JsonWriter json) {
      SqlTrace.writeSpan(json, statement, message);
    }
  }

  private record Event(
      Level level,
      long initMillis,
      int message,
      @Nullable String logger,
      @Nullable String exception)
      implements Item {
    @Override
    public void write(JsonWriter json) {
      String name = level.name();
      json.beginObject();
      json.name("name").value(name);
      json.name("init").value(initMillis);
      json.name("type").value("log." + name.toLowerCase(Locale.ROOT));
      json.name("msg").value(message);
      json.name("data");
      if (logger == null) {
        json.value((String) null);
      } else {
        json.beginObject();
        json.name("logger").value(logger);
        if (exception != null) {
          json.name("exception").value(exception);
        }
        json.endObject();
      }
      json.endObject();
    }
  }
}
