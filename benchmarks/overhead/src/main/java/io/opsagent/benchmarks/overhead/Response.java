package io.opsagent.benchmarks.overhead;

import java.nio.charset.StandardCharsets;

/**
 * Finds the end of one HTTP/1.1 answer in a buffer that grows, without allocation. For answers of
 * the applications here: with a length, chunked, or without a body.
 */
final class Response {
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHUNKED = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private int headerEnd;
  private int scanned;
  private int bodyBytes;
  private boolean chunked;
  private boolean closing;
  private int status;

  /** Forgets the answer before. */
  void reset() {
    headerEnd = 0;
    scanned = 0;
    bodyBytes = 0;
    chunked = false;
    closing = false;
    status = 0;
  }

  /** Whether the first {@code length} bytes hold a whole answer. */
  boolean isComplete(byte[] bytes, int length) {
    if (headerEnd == 0 && !findHeaderEnd(bytes, length)) {
      return false;
    }
    if (!chunked) {
      return length - headerEnd >= bodyBytes;
    }
    return length - headerEnd >= LAST_CHUNK.length
        && startsWith(bytes, length - LAST_CHUNK.length, LAST_CHUNK)
        && (length - LAST_CHUNK.length == headerEnd
            || bytes[length - LAST_CHUNK.length - 1] == '\n');
  }

  int status() {
    return status;
  }

  /** Whether the server closes the connection after this answer. */
  boolean isClosing() {
    return closing;
  }

  private boolean findHeaderEnd(byte[] bytes, int length) {
    for (int at = Math.max(scanned, 3); at < length; at++) {
      if (bytes[at] == '\n' && bytes[at - 2] == '\n') {
        headerEnd = at + 1;
        readHeader(bytes);
        return true;
      }
    }
    scanned = length;
    return false;
  }

  private void readHeader(byte[] bytes) {
    status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    for (int at = 12; at < headerEnd; at++) {
      if (bytes[at] == '\n') {
        if (startsWith(bytes, at + 1, LENGTH)) {
          bodyBytes = number(bytes, at + 1 + LENGTH.length);
        } else if (startsWith(bytes, at + 1, CHUNKED)) {
          chunked = true;
        } else if (startsWith(bytes, at + 1, CLOSE)) {
          closing = true;
        }
      }
    }
  }

  private static int number(byte[] bytes, int from) {
    int value = 0;
    for (int at = from; bytes[at] != '\r'; at++) {
      if (bytes[at] != ' ') {
        value = value * 10 + bytes[at] - '0';
      }
    }
    return value;
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] lowerCase) {
    if (bytes.length - from < lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      int b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }
}
