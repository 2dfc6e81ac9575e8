package io.opsagent.testapps.tomcat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Client frames of RFC 6455 with a fixed mask, so that every run sends the same bytes. */
final class WebSocketFrames {
  private static final byte[] MASK = {1, 2, 3, 4};
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_CLOSE = 0x88;
  private static final byte[] NORMAL_CLOSURE = {0x03, (byte) 0xe8};

  private WebSocketFrames() {}

  /** One text frame of at most 125 bytes, then the close frame with status 1000. */
  static byte[] textThenClose(String text) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    append(frames, FINAL_TEXT, text.getBytes(StandardCharsets.UTF_8));
    append(frames, FINAL_CLOSE, NORMAL_CLOSURE);
    return frames.toByteArray();
  }

  private static void append(ByteArrayOutputStream frames, int head, byte[] payload) {
    if (payload.length > 125) {
      throw new IllegalArgumentException("payload of " + payload.length + " bytes, at most 125");
    }
    frames.write(head);
    frames.write(0x80 | payload.length);
    frames.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frames.write(payload[i] ^ MASK[i % MASK.length]);
    }
  }
}
