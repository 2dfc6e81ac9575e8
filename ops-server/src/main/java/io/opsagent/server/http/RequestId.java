package io.opsagent.server.http;

import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request to our server, sent back as {@code X-Request-ID} (design.md 7): the caller's
 * own if it is 1 to 128 visible ASCII characters, else 128 random bits in hex.
 */
final class RequestId {
  static final String HEADER = "X-Request-ID";
  private static final String ATTRIBUTE = "io.opsagent.requestId";
  private static final int MAX_CHARS = 128;

  private RequestId() {}

  /** The same id each time it is asked for one request. */
  static String of(Request request) {
    Object known = request.getAttribute(ATTRIBUTE);
    if (known instanceof String id) {
      return id;
    }
    String sent = request.getHeaders().get(HEADER);
    String id = isValid(sent) ? sent : random();
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  private static boolean isValid(@Nullable String id) {
    return id != null
        && !id.isEmpty()
        && id.length() <= MAX_CHARS
        && id.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  private static String random() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return String.format("%016x%016x", random.nextLong(), random.nextLong());
  }
}
