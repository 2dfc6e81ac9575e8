package io.opsagent.benchmarks.overhead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests that are sent in turn, with the headers of a browser.
 *
 * @param requests each with method and path
 * @param status that all of them are to be answered with
 */
record Workload(List<String> requests, int status) {
  private static final String HEADERS =
      "Host: shop.example.com\r\n"
          + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)\r\n"
          + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
          + "Accept-Language: en-GB,en;q=0.9,de;q=0.8\r\n"
          + "Accept-Encoding: gzip, deflate, br\r\n"
          + "Referer: https://shop.example.com/orders?page=1\r\n"
          + "Cookie: theme=dark; language=en\r\n"
          + "X-Forwarded-For: 203.0.113.9\r\n";

  private static final String BODY = body();

  static Workload mix(Application application) {
    return new Workload(application.mix(), 200);
  }

  static Workload failing() {
    return new Workload(List.of("POST /fail"), 500);
  }

  static int bodyBytes() {
    return BODY.length();
  }

  /** The bytes of each request; an array for each thread, since positions move. */
  ByteBuffer[] buffers() {
    return requests.stream().map(Workload::buffer).toArray(ByteBuffer[]::new);
  }

  private static ByteBuffer buffer(String request) {
    boolean hasBody = request.startsWith("POST");
    String text =
        request
            + " HTTP/1.1\r\n"
            + HEADERS
            + (hasBody
                ? "Content-Type: application/json\r\nContent-Length: "
                    + BODY.length()
                    + "\r\n\r\n"
                    + BODY
                : "\r\n");
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private static String body() {
    StringBuilder text = new StringBuilder("{\"customer\":\"customer-7\",\"lines\":[");
    for (int i = 0; i < 16; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"article\":\"article-")
          .append(1_000 + i)
          .append("\",\"amount\":")
          .append(i + 1)
          .append('}');
    }
    return text.append("]}").toString();
  }
}
