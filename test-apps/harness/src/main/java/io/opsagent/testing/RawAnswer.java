package io.opsagent.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP/1 answer as it came from the socket. The transfer coding is taken off the body, nothing
 * else is changed. The body array belongs to the answer: do not write to it.
 *
 * @param interim status lines of the 1xx answers before this one
 * @param statusLine without line end
 * @param headers in the order of the wire
 * @param body without chunk framing
 * @param trailers headers after a chunked body
 * @param complete false if the connection ended before the answer did
 */
@SuppressWarnings(
    "ArrayRecordComponent") // bytes of a test answer; nobody compares whole answers by equals
public record RawAnswer(
    List<String> interim,
    String statusLine,
    List<RawHeader> headers,
    byte[] body,
    List<RawHeader> trailers,
    boolean complete) {

  public RawAnswer {
    interim = List.copyOf(interim);
    headers = List.copyOf(headers);
    trailers = List.copyOf(trailers);
  }

  /**
   * Status code.
   *
   * @throws IllegalStateException if the status line has none
   */
  public int status() {
    String[] parts = statusLine.split(" ", 3);
    if (parts.length < 2 || !parts[1].matches("[1-5][0-9][0-9]")) {
      throw new IllegalStateException("no status code in '" + statusLine + "'");
    }
    return Integer.parseInt(parts[1]);
  }

  /** Value of the first header with this name, ignoring case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.isNamed(name))
        .map(RawHeader::value)
        .findFirst();
  }

  /** Values of all headers with this name, ignoring case, in order. */
  public List<String> headers(String name) {
    return headers.stream().filter(header -> header.isNamed(name)).map(RawHeader::value).toList();
  }

  /** The body read as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
