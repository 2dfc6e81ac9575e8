package io.opsagent.server.pipeline;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.LoggedMessage;
import io.opsagent.capture.LoggedMessages;
import io.opsagent.rules.JsonWriter;
import io.opsagent.rules.Level;
import io.opsagent.rules.Masking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    events.sort(Comparator.comparingLong(Event::initMillis));
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
    for (Event event : events) {
      String level = event.level().name();
      json.beginObject();
      json.name("name").value(level);
      json.name("init").value(event.initMillis());
      json.name("type").value("log." + level.toLowerCase(Locale.ROOT));
      json.name("msg").value(event.message());
      json.name("data");
      if (event.logger() == null) {
        json.value((String) null);
      } else {
        json.beginObject();
        json.name("logger").value(event.logger());
        if (event.exception() != null) {
          json.name("exception").value(event.exception());
        }
        json.endObject();
      }
      json.endObject();
    }
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

  private record Event(
      Level level,
      long initMillis,
      int message,
      @Nullable String logger,
      @Nullable String exception) {}
}
