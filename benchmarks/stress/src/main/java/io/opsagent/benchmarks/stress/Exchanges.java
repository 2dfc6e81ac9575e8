package io.opsagent.benchmarks.stress;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Exchanges that carry a number, and the reading of what comes out of a ring. */
final class Exchanges {
  /** Only begins exchanges; the rings under test are others. */
  private static final Capture SOURCE =
      new Capture(
          new ExchangeRing(2),
          new OpenExchanges(2),
          new BodyMemory(0),
          new CaptureSettings(false, 0, false));

  private Exchanges() {}

  /** A fresh exchange whose number is written to a plain field, by the calling thread. */
  static Exchange numbered(int number) {
    Exchange exchange = Objects.requireNonNull(SOURCE.begin("stress"));
    exchange.requestBytes(number);
    return exchange;
  }

  /** The number as the calling thread sees it; 0 for null, -1 if it does not see it. */
  static int numberOf(@Nullable Exchange exchange) {
    return exchange == null ? 0 : (int) exchange.requestBytes();
  }

  /** Everything that is left in the ring, as digits in the order in which it comes out. */
  static String drain(ExchangeRing ring) {
    StringBuilder numbers = new StringBuilder(4);
    for (Exchange next = ring.poll(); next != null; next = ring.poll()) {
      numbers.append(numberOf(next));
    }
    return numbers.toString();
  }
}
