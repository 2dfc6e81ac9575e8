package io.opsagent.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads HTTP/1 answers (RFC 9112) from a stream, one after the other. For one thread. */
final class RawAnswerReader {
  static final int MAX_BODY_BYTES = 64 * 1024 * 1024;
  private static final int MAX_LINE_BYTES = 1024 * 1024;
  private static final int MAX_HEADERS = 1_000;

  private final InputStream stream;

  RawAnswerReader(InputStream stream) {
    this.stream = stream;
  }

  /**
   * The next answer.
   *
   * @param requestMethod decides whether the answer has a body: none after HEAD
   * @throws EOFException if the connection ends before the end of the header block
   */
  RawAnswer read(String requestMethod) throws IOException {
    List<String> interim = new ArrayList<>();
    String statusLine = readLine();
    List<RawHeader> headers = readHeaders();
    // 101 is final: what follows it is another protocol.
    while (statusLine.matches("HTTP/1\\.1 1(?!01)[0-9][0-9].*")) {
      interim.add(statusLine);
      statusLine = readLine();
      headers = readHeaders();
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<RawHeader> trailers = new ArrayList<>();
    boolean complete = readBody(requestMethod, statusLine, headers, body, trailers);
    return new RawAnswer(interim, statusLine, headers, body.toByteArray(), trailers, complete);
  }

  /** The head of the next answer as an answer without body, for bodies that never end. */
  RawAnswer readHead() throws IOException {
    String statusLine = readLine();
    return new RawAnswer(List.of(), statusLine, readHeaders(), new byte[0], List.of(), false);
  }

  /** The next line of a body that never ends, framing included. */
  String readBodyLine() throws IOException {
    return readLine();
  }

  byte[] readRest() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    copyToEnd(rest);
    return rest.toByteArray();
  }

  byte[] readBytes(int count) throws IOException {
    byte[] bytes = stream.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("connection ended " + (count - bytes.length) + " bytes too early");
    }
    return bytes;
  }

  boolean isAtEnd() throws IOException {
    stream.mark(1);
    if (stream.read() < 0) {
      return true;
    }
    stream.reset();
    return false;
  }

  private boolean readBody(
      String requestMethod,
      String statusLine,
      List<RawHeader> headers,
      ByteArrayOutputStream body,
      List<RawHeader> trailers)
      throws IOException {
    if (requestMethod.equals("HEAD") || statusLine.matches("HTTP/1\\.[01] (101|204|304).*")) {
      return true;
    }
    String transferCoding = "";
    long length = -1;
    for (RawHeader header : headers) {
      if (header.isNamed("Transfer-Encoding")) {
        transferCoding = header.value().toLowerCase(Locale.ROOT);
      } else if (header.isNamed("Content-Length")) {
        length = Long.parseLong(header.value());
      }
    }
    if (transferCoding.endsWith("chunked")) {
      return readChunks(body, trailers);
    }
    if (length >= 0) {
      return copy(length, body);
    }
    copyToEnd(body);
    return true;
  }

  private boolean readChunks(ByteArrayOutputStream body, List<RawHeader> trailers)
      throws IOException {
    try {
      while (true) {
        String sizeLine = readLine();
        long size = Long.parseLong(sizeLine.split(";", 2)[0].strip(), 16);
        if (size == 0) {
          trailers.addAll(readHeaders());
          return true;
        }
        if (!copy(size, body)) {
          return false;
        }
        readLine();
      }
    } catch (EOFException e) {
      return false;
    }
  }

  private boolean copy(long length, ByteArrayOutputStream body) throws IOException {
    checkSize(body.size() + length);
    byte[] buffer = new byte[8_192];
    long left = length;
    while (left > 0) {
      int count = stream.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        return false;
      }
      body.write(buffer, 0, count);
      left -= count;
    }
    return true;
  }

  private void copyToEnd(ByteArrayOutputStream body) throws IOException {
    byte[] buffer = new byte[8_192];
    for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
      body.write(buffer, 0, count);
      checkSize(body.size());
    }
  }

  private static void checkSize(long bytes) throws IOException {
    if (bytes > MAX_BODY_BYTES) {
      throw new IOException("body of more than " + MAX_BODY_BYTES + " bytes");
    }
  }

  private List<RawHeader> readHeaders() throws IOException {
    List<RawHeader> headers = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      if (headers.size() == MAX_HEADERS) {
        throw new IOException("more than " + MAX_HEADERS + " headers");
      }
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("header without colon: '" + line + "'");
      }
      headers.add(new RawHeader(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = stream.read(); next != '\n'; next = stream.read()) {
      if (next < 0) {
        throw new EOFException("connection ended after '" + latin1(line) + "'");
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw new IOException("line of more than " + MAX_LINE_BYTES + " bytes");
      }
      line.write(next);
    }
    String text = latin1(line);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static String latin1(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
