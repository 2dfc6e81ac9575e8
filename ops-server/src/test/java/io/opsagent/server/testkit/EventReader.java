package io.opsagent.server.testkit;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Reads a stream of server-sent events from a socket, as it comes. For one thread. */
public final class EventReader implements AutoCloseable {
  private static final long MAX_WAIT_NANOS = 20_000_000_000L;

  private final Socket socket;
  private final StringBuilder text = new StringBuilder();

  /** Asks for a path below the API's root; each header is a whole line. */
  public EventReader(RunningServer running, String relative, String... headers) throws IOException {
    socket = new Socket("127.0.0.1", running.server.port());
    socket.setSoTimeout(200);
    String head =
        "GET /ops"
            + relative
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
            + "\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Reads until a text has come; fails when it does not, or the stream ends before. */
  public EventReader until(String wanted) throws IOException {
    long deadlineNanos = System.nanoTime() + MAX_WAIT_NANOS;
    while (text.indexOf(wanted) < 0) {
      if (System.nanoTime() > deadlineNanos || !read()) {
        throw new AssertionError("Not there: " + wanted + " in:\n" + text);
      }
    }
    return this;
  }

  /** Reads until the server closes the stream or the answer is at its end. */
  public EventReader untilEnd() throws IOException {
    long deadlineNanos = System.nanoTime() + MAX_WAIT_NANOS;
    while (text.indexOf("\r\n0\r\n") < 0 && read()) {
      if (System.nanoTime() > deadlineNanos) {
        throw new AssertionError("It goes on:\n" + text);
      }
    }
    return this;
  }

  private boolean read() throws IOException {
    byte[] buffer = new byte[16_384];
    try {
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        return false;
      }
      text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
    } catch (SocketTimeoutException e) {
      // Nothing came for a moment.
    }
    return true;
  }

  /** All that was read, head included. */
  public String text() {
    return text.toString();
  }

  /** How often a text was read. */
  public int count(String part) {
    return text.toString().split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
