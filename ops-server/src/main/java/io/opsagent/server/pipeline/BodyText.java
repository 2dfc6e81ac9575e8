package io.opsagent.server.pipeline;

import io.opsagent.capture.BodyCapture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The captured bytes of a body as text: inflated within a limit, decoded by the declared charset
 * (docs/spec/instrumentation.md 4.4).
 *
 * @param text null when there is none
 * @param reason why there is no text, or null
 */
record BodyText(@Nullable String text, @Nullable String reason) {

  /**
   * Reads a captured body.
   *
   * @param maxBytes of the inflated form
   */
  static BodyText of(BodyCapture body, int maxBytes) {
    if (!body.isCopied()) {
      return new BodyText(null, "not_text");
    }
    if (body.isTruncated()) {
      return new BodyText(null, body.isOutOfMemoryBudget() ? "memory_budget" : "truncated");
    }
    byte[] bytes = body.bytes();
    String encoding = body.contentEncoding();
    if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
      try {
        bytes = inflate(bytes, encoding.trim().toLowerCase(Locale.ROOT), maxBytes);
      } catch (IOException e) {
        return new BodyText(null, "not_decoded");
      }
      if (bytes == null) {
        return new BodyText(null, "truncated");
      }
    }
    return new BodyText(new String(bytes, charsetOf(body.mediaType(), bytes)), null);
  }

  private static byte @Nullable [] inflate(byte[] bytes, String encoding, int maxBytes)
      throws IOException {
    InputStream raw = new ByteArrayInputStream(bytes);
    InputStream in =
        switch (encoding) {
          case "gzip", "x-gzip" -> new GZIPInputStream(raw);
          case "deflate" -> new InflaterInputStream(raw);
          default -> throw new IOException("unknown encoding " + encoding);
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (out.size() + n > maxBytes) {
        return null;
      }
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }

  private static Charset charsetOf(@Nullable String contentType, byte[] bytes) {
    if (contentType != null) {
      int at = contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
      if (at >= 0) {
        String name = contentType.substring(at + 8).split(";", 2)[0].trim().replace("\"", "");
        try {
          return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
          return StandardCharsets.UTF_8;
        }
      }
      if (contentType.regionMatches(true, 0, "text/plain", 0, 10)) {
        return StandardCharsets.ISO_8859_1;
      }
    }
    if (bytes.length >= 2) {
      if ((bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff
          || (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
        return StandardCharsets.UTF_16;
      }
    }
    return StandardCharsets.UTF_8;
  }
}
