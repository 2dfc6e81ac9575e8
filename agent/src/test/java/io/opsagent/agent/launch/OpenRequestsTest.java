package io.opsagent.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The end of the JVM waits for open requests, and not for ever. */
class OpenRequestsTest {
  private final Capture capture =
      new Capture(
          new ExchangeRing(64),
          new OpenExchanges(16),
          new BodyMemory(1_000_000),
          new CaptureSettings(false, 1_000, false));

  @Test
  void without_an_open_request_nobody_waits() {
    assertThat(OpenRequests.awaitNone(capture.openExchanges(), 0)).isTrue();
  }

  @Test
  void a_request_that_ends_in_time_is_waited_for_although_no_new_one_begins() throws Exception {
    Exchange open = Objects.requireNonNull(capture.begin("test"));
    capture.stop();
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () -> OpenRequests.awaitNone(capture.openExchanges(), 20_000));
    assertThat(capture.begin("test")).isNull();
    capture.abandon(open);
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(capture.ring().accepted()).isEqualTo(1);
  }

  @Test
  void a_request_that_does_not_end_holds_the_jvm_no_longer_than_the_time() {
    Objects.requireNonNull(capture.begin("test"));
    long beginNanos = System.nanoTime();
    assertThat(OpenRequests.awaitNone(capture.openExchanges(), 100)).isFalse();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos))
        .isBetween(100L, 5_000L);
  }
}
