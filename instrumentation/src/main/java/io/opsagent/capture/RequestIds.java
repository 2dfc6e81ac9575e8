package io.opsagent.capture;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Request ids: which ones of clients are taken, and how our own are written. */
final class RequestIds {
  private static final int MAX_LENGTH = 128;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private RequestIds() {}

  /** Valid is 1 to 128 visible ASCII characters (docs/spec/instrumentation.md 3.9). */
  static boolean isValid(@Nullable String id) {
    if (id == null || id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Gives the exchange the id of the client if it is valid, and else one of ours. */
  static void take(Exchange exchange, @Nullable String given) {
    if (isValid(given)) {
      exchange.requestId = given;
    } else {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      // A zero half marks "not made yet"; one bit of 128 is no loss.
      exchange.madeRequestIdHigh = random.nextLong() | 1;
      exchange.madeRequestIdLow = random.nextLong();
    }
  }

  /** Gives one of ours to an exchange of which nothing could be read. */
  static void giveIfMissing(Exchange exchange) {
    if (exchange.requestId == null && exchange.madeRequestIdHigh == 0) {
      take(exchange, null);
    }
  }

  static String format(long high, long low) {
    char[] text = new char[32];
    write(text, 0, high);
    write(text, 16, low);
    return new String(text);
  }

  private static void write(char[] text, int from, long bits) {
    for (int i = 0; i < 16; i++) {
      text[from + i] = HEX[(int) (bits >>> (60 - 4 * i)) & 0xf];
    }
  }
}
