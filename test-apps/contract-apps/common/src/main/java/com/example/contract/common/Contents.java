package com.example.contract.common;

import java.nio.charset.StandardCharsets;

/** The bodies that the contract describes by their size. */
public final class Contents {
  /** Body of {@code /hello}. */
  public static final String HELLO = "hello\n";

  /** What is flushed before {@code /throw-late} throws; 10 bytes. */
  public static final String TEN_BYTES = "0123456789";

  /** Message of the exception for which there is an error page. */
  public static final String MESSAGE_FOR_PAGE = "thrown for the error page";

  /** What {@code /wrapped} answers. */
  public static final String OWN = "own request own response\n";

  private static final String JSON_START = "{\"text\":\"";
  private static final String JSON_END = "\"}";
  private static final String LINE =
      "the quick brown fox jumps over the lazy dog, again and again...\n";

  private Contents() {}

  /** JSON whose text is so many times {@code x}. */
  public static String json(int chars) {
    return JSON_START + "x".repeat(chars) + JSON_END;
  }

  /** Bytes of which number i is {@code i & 0xff}. */
  public static byte[] binary(int bytes) {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) i;
    }
    return content;
  }

  /** Lines of plain text, of exactly this size. */
  public static byte[] text(int bytes) {
    byte[] line = LINE.getBytes(StandardCharsets.US_ASCII);
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = line[i % line.length];
    }
    return content;
  }

  /** Event number i of {@code /events}, as server-sent events are written. */
  public static String event(int number) {
    return "id: " + number + "\ndata: event " + number + "\n\n";
  }

  /** Body of {@code /status}. */
  public static String error(int code) {
    return "{\"error\":\"code " + code + "\"}";
  }

  /** Whether the application has an error page for this status. */
  public static boolean hasErrorPage(int code) {
    return code == 420 || code == 421;
  }

  /** The error page for a status. */
  public static String errorPage(int code) {
    return "<html><body>error page for " + code + "</body></html>\n";
  }
}
