package io.opsagent.contract.cases;

import io.opsagent.contract.Request;
import io.opsagent.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Speaks HTTP/2 (RFC 9113) with prior knowledge, frame by frame, so that a case can do what no
 * client library does. Headers are sent as literals without compression; of an answer's headers
 * only the first byte is understood. For one thread.
 */
final class Http2Connection implements AutoCloseable {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int END_STREAM = 0x1;
  private static final int ACK = 0x1;
  private static final int END_HEADERS = 0x4;
  private static final int FRAME_HEAD_BYTES = 9;
  private static final int CANCEL = 8;
  private static final int ENABLE_PUSH = 2;
  private static final int INITIAL_WINDOW = 4;

  /** Places of names in HPACK's static table (RFC 7541, appendix A). */
  private static final int AUTHORITY_NAME = 1;

  private static final int METHOD_NAME = 2;
  private static final int PATH_NAME = 4;
  private static final int SCHEME_NAME = 6;

  /** What HPACK's static table has for {@code :status 200} (RFC 7541, appendix A, index 8). */
  private static final int STATUS_200 = 0x88;

  private final RawHttp connection;
  private int nextStream = 1;
  private boolean leaving;

  private Http2Connection(RawHttp connection) {
    this.connection = connection;
  }

  /** Takes a fresh connection, says that it will not be pushed to, and acknowledges settings. */
  static Http2Connection open(RawHttp connection) throws IOException {
    connection.send(PREFACE);
    Http2Connection http2 = new Http2Connection(connection);
    http2.send(
        SETTINGS, 0, 0, new byte[] {0, ENABLE_PUSH, 0, 0, 0, 0, 0, INITIAL_WINDOW, 1, 0, 0, 0});
    return http2;
  }

  /**
   * Opens a stream with the head of a request.
   *
   * @param ends whether nothing follows
   * @return the stream
   */
  int head(Request request, boolean ends) throws IOException {
    int stream = nextStream;
    nextStream += 2;
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    literal(block, METHOD_NAME, request.method());
    literal(block, SCHEME_NAME, "http");
    literal(block, AUTHORITY_NAME, "localhost:8080");
    literal(
        block,
        PATH_NAME,
        request.query() == null ? request.path() : request.path() + "?" + request.query());
    for (String line : new String(request.head(), StandardCharsets.ISO_8859_1).split("\r\n")) {
      int colon = line.indexOf(": ");
      if (colon > 0 && !line.startsWith("Host:")) {
        literal(block, line.substring(0, colon), line.substring(colon + 2));
      }
    }
    send(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, block.toByteArray());
    return stream;
  }

  /**
   * Sends a piece of a body that goes on; of 1 KB at least, because Tomcat counts small ones as an
   * attack.
   */
  void data(int stream, byte[] bytes) throws IOException {
    send(DATA, 0, stream, bytes);
  }

  /** Ends a request with one trailer. */
  void trailer(int stream, String name, String value) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    literal(block, name, value);
    send(HEADERS, END_HEADERS | END_STREAM, stream, block.toByteArray());
  }

  /** Sends the last piece of a body. */
  void lastData(int stream, byte[] bytes) throws IOException {
    send(DATA, END_STREAM, stream, bytes);
  }

  /** Takes a request back. */
  void cancel(int stream) throws IOException {
    send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, CANCEL});
  }

  /**
   * Says that no further stream of the server will be taken. The last that is ever sent: what comes
   * to a server that has closed its side resets the connection, and the client may lose what it has
   * not read yet.
   */
  void goAway() throws IOException {
    send(GOAWAY, 0, 0, new byte[8]);
    send(WINDOW_UPDATE, 0, 0, new byte[] {0x10, 0, 0, 0});
    leaving = true;
  }

  /** Waits for the head of the answer on this stream; whether its status is 200. */
  boolean awaitOk(int stream) throws IOException {
    while (true) {
      Frame frame = read();
      if (frame.stream == stream && frame.type == HEADERS) {
        return (frame.payload[0] & 0xff) == STATUS_200;
      }
      if (frame.stream == stream && frame.type == RST_STREAM) {
        throw new IOException(
            "the server reset stream " + stream + ": " + Arrays.toString(frame.payload));
      }
    }
  }

  /** Waits for the end of the answer on this stream; its body. */
  byte[] awaitBody(int stream) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      Frame frame = read();
      if (frame.stream != stream) {
        continue;
      }
      if (frame.type == DATA) {
        body.writeBytes(frame.payload);
      }
      if (frame.type == RST_STREAM) {
        throw new IOException(
            "the server reset stream " + stream + ": " + Arrays.toString(frame.payload));
      }
      if ((frame.flags & END_STREAM) != 0 && frame.type <= HEADERS) {
        return body.toByteArray();
      }
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private Frame read() throws IOException {
    byte[] head = connection.readBytes(FRAME_HEAD_BYTES);
    int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
    int stream =
        (head[5] & 0x7f) << 24 | (head[6] & 0xff) << 16 | (head[7] & 0xff) << 8 | head[8] & 0xff;
    Frame frame = new Frame(head[3], head[4], stream, connection.readBytes(length));
    if (frame.type == SETTINGS && (frame.flags & ACK) == 0) {
      send(SETTINGS, ACK, 0, new byte[0]);
    }
    if (frame.type == DATA && length > 0 && !leaving) {
      // Of the connection; that of each stream is wide from the start.
      send(WINDOW_UPDATE, 0, 0, new byte[] {0, head[0], head[1], head[2]});
    }
    boolean withError = length >= 8 && (frame.payload[6] | frame.payload[7]) != 0;
    if (frame.type == GOAWAY && withError) {
      throw new IOException("the server goes away: " + Arrays.toString(frame.payload));
    }
    return frame;
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(payload.length >> 16);
    frame.write(payload.length >> 8);
    frame.write(payload.length);
    frame.write(type);
    frame.write(flags);
    frame.write(stream >> 24);
    frame.write(stream >> 16);
    frame.write(stream >> 8);
    frame.write(stream);
    frame.writeBytes(payload);
    connection.send(frame.toByteArray());
  }

  /** Without indexing, without Huffman coding (RFC 7541 6.2.2); texts of at most 126 bytes. */
  private static void literal(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    text(block, name.toLowerCase(Locale.ROOT));
    text(block, value);
  }

  /** As the other, the name by its place in the static table; below 15. */
  private static void literal(ByteArrayOutputStream block, int name, String value) {
    block.write(name);
    text(block, value);
  }

  private static void text(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > 126) {
      throw new IllegalArgumentException("text of " + bytes.length + " bytes, at most 126");
    }
    block.write(bytes.length);
    block.writeBytes(bytes);
  }

  /** One frame as it came. */
  private static final class Frame {
    private final int type;
    private final int flags;
    private final int stream;
    private final byte[] payload;

    Frame(int type, int flags, int stream, byte[] payload) {
      this.type = type;
      this.flags = flags;
      this.stream = stream;
      this.payload = payload;
    }
  }
}
