package io.opsagent.server.pipeline;

import io.opsagent.capture.BodyCapture;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The captured bytes of a body as text: inflated within a limit and decoded
 * (docs/spec/instrumentation.md 4.4).
 *
 * @param text null when there is none
 * @param reason why there is no text, or null
 * @param charset of the bytes; UTF-8 when there is no text
 * @param cut whether the text is not all of the body
 * @param plainBytes of the body after its encodings were undone; -1 if it had none or is cut
 */
record BodyText(
    @Nullable String text, @Nullable String reason, Charset charset, boolean cut, long plainBytes) {

  /** One odd character in so many makes a text binary. */
  private static final int BINARY_SHARE = 10;

  /**
   * Reads a captured body.
   *
   * @param maxBytes of the inflated form
   * @param ended whether the body was complete when the exchange ended
   */
  static BodyText of(BodyCapture body, int maxBytes, boolean ended) {
    byte[] captured = body.bytes();
    if (captured.length == 0 && body.isTruncated()) {
      return none("truncated");
    }
    BodyDecompression plain =
        BodyDecompression.of(
            captured, body.contentEncoding(), maxBytes, body.isTruncated() || !ended);
    byte[] bytes = plain.bytes();
    if (bytes == null) {
      return none("not_decoded");
    }
    Charset charset = BodyCharset.of(body.mediaType(), bytes, plain.cut());
    String text = BodyCharset.decode(bytes, charset, plain.cut());
    // Without a type nobody promised that it is text.
    boolean doubtful = body.mediaType() == null && !BodyCharset.isUtf8(bytes, plain.cut());
    if (doubtful || isBinary(text)) {
      return none("binary");
    }
    boolean encoded = bytes != captured && !plain.cut();
    return new BodyText(text, null, charset, plain.cut(), encoded ? bytes.length : -1);
  }

  private static BodyText none(String reason) {
    return new BodyText(null, reason, StandardCharsets.UTF_8, false, -1);
  }

  private static boolean isBinary(String text) {
    int odd = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return true;
      }
      boolean control = c < ' ' && "\t\n\r\f\b\u001b".indexOf(c) < 0 || c >= 0x7f && c < 0xa0;
      odd += control || c == '\ufffd' ? 1 : 0;
    }
    return odd > 0 && odd * BINARY_SHARE > text.length();
  }
}
