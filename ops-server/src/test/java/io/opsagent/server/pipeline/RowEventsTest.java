package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.capture.ApplicationLog;
import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.LoggedMessages;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.rules.Level;
import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MAX_WAIT_MILLIS = 200;

  private final Masking masking = new Masking(new SecretNames(List.of("password")));
  private final Capture capture =
      new Capture(
          new ExchangeRing(64),
          new OpenExchanges(64),
          new BodyMemory(1_000_000),
          new CaptureSettings(false, 0, false));
  private final Exchange exchange = Objects.requireNonNull(capture.begin("test"));
  private final ApplicationLog log = capture.applicationLog();
  private final ExceptionReader exceptions =
      new ExceptionReader(
          (name, work) -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
          },
          () -> masking,
          MAX_WAIT_MILLIS);
  private final RowEvents events = new RowEvents(masking);

  @AfterEach
  void stop() {
    exceptions.stop();
  }

  private void logged() {
    LoggedMessages messages = Objects.requireNonNull(exchange.logged());
    events.logged(exchange, messages, exceptions);
  }

  private JsonNode trace() throws IOException {
    return JSON.readTree(events.traceJson());
  }

  private JsonNode messages() throws IOException {
    return JSON.readTree(events.messagesJson());
  }

  @Test
  void secrets_in_messages_and_in_their_exceptions_are_masked() throws IOException {
    log.add(exchange, true, "shop", "password=HIDDEN", new IOException("password=HIDDEN"));
    logged();
    assertThat(messages().get(0).asText()).isEqualTo("password=******");
    assertThat(trace().at("/0/data/exception").asText())
        .isEqualTo("java.io.IOException: password=******");
  }

  @Test
  void a_text_that_was_logged_twice_is_there_once_with_two_events() throws IOException {
    log.add(exchange, false, "shop", "late", null);
    log.add(exchange, false, "shop", "late", null);
    logged();
    assertThat(messages()).hasSize(1);
    assertThat(trace()).hasSize(2);
    assertThat(trace().at("/1/msg").asInt()).isZero();
    assertThat(trace().at("/1/type").asText()).isEqualTo("log.warn");
  }

  @Test
  void the_text_of_the_failure_comes_first_and_its_event_last() throws IOException {
    log.add(exchange, false, "shop", "late", null);
    events.failed(Level.ERROR, Long.MAX_VALUE, "java.io.IOException: gone");
    logged();
    assertThat(messages().get(0).asText()).isEqualTo("java.io.IOException: gone");
    assertThat(trace().at("/0/msg").asInt()).isEqualTo(1);
    assertThat(trace().at("/1/msg").asInt()).isZero();
    assertThat(trace().at("/1/data").isNull()).isTrue();
  }

  @Test
  void a_server_that_logs_the_exception_of_the_row_says_nothing_new() throws IOException {
    Throwable gone = new IOException("gone");
    log.add(exchange, true, "org.apache.catalina.core.ContainerBase.[x]", "threw", gone);
    log.add(exchange, true, "shop.Orders", "no order", gone);
    events.failed(Level.ERROR, 0, "java.io.IOException: gone");
    logged();
    assertThat(messages()).hasSize(2);
    assertThat(messages().get(1).asText()).isEqualTo("no order");
  }

  @Test
  void an_exception_that_does_not_tell_its_text_is_told_by_its_type() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    Throwable stuck =
        new IOException() {
          private static final long serialVersionUID = 1;

          @Override
          public String getLocalizedMessage() {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return "late";
          }
        };
    log.add(exchange, true, "shop", "failed", stuck);
    logged();
    assertThat(trace().at("/0/data/exception").asText()).isEqualTo(stuck.getClass().getName());
    assertThat(exceptions.notRead()).isEqualTo(1);
    never.countDown();
  }

  @Test
  void without_events_both_lists_are_empty() {
    assertThat(events.traceJson()).isEqualTo("[]");
    assertThat(events.messagesJson()).isEqualTo("[]");
  }
}
