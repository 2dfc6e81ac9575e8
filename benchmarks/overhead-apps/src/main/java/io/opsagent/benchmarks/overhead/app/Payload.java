package io.opsagent.benchmarks.overhead.app;

import java.nio.charset.StandardCharsets;

/** What the applications answer: the same bytes in each of them. */
public final class Payload {
  /** An answer of two bytes. */
  public static final byte[] TINY = "ok".getBytes(StandardCharsets.US_ASCII);

  /** A JSON document of about 2 KB, as a list of orders would be. */
  public static final byte[] JSON = json();

  /** Media type of {@link #JSON}. */
  public static final String JSON_TYPE = "application/json";

  private Payload() {}

  private static byte[] json() {
    StringBuilder text = new StringBuilder("{\"orders\":[");
    for (int i = 0; i < 20; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"id\":")
          .append(4_700 + i)
          .append(",\"customer\":\"customer-")
          .append(i)
          .append("\",\"total\":")
          .append(19 + i)
          .append(".90,\"state\":\"delivered\",\"currency\":\"EUR\",\"items\":3}");
    }
    return text.append("]}").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The failure of the endpoint that fails: each time a new one, as in life. */
  public static IllegalStateException failure() {
    return new IllegalStateException("order 4711 has no customer");
  }
}
