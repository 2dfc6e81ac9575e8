package io.opsagent.server.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The plain bytes of a captured body, inflated within a limit (docs/spec/instrumentation.md 4.4).
 * What is cut or damaged gives what could be read of it.
 *
 * @param bytes plain ones, at most as many as the limit; null when nothing could be read
 * @param cut whether there were more
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
record BodyDecompression(byte @Nullable [] bytes, boolean cut) {
  private static final int BUFFER_BYTES = 4096;
  private static final int GZIP_MAGIC = 0x1f8b;

  /** Encodings that could be listed for one body; each costs a pass. */
  private static final int MAX_ENCODINGS = 4;

  /**
   * Undoes the encodings of a body.
   *
   * @param encodings the {@code Content-Encoding} header, or null
   * @param maxBytes of the plain form
   * @param cut whether the bytes are not all that passed
   */
  static BodyDecompression of(byte[] bytes, @Nullable String encodings, int maxBytes, boolean cut) {
    BodyDecompression plain = new BodyDecompression(bytes, cut);
    if (encodings == null) {
      return plain;
    }
    String[] applied = encodings.toLowerCase(Locale.ROOT).split(",", MAX_ENCODINGS + 1);
    if (applied.length > MAX_ENCODINGS) {
      return new BodyDecompression(null, true);
    }
    for (int i = applied.length - 1; i >= 0; i--) {
      byte[] encoded = plain.bytes();
      if (encoded == null) {
        return plain;
      }
      plain =
          switch (applied[i].trim()) {
            case "", "identity" -> plain;
            case "gzip", "x-gzip" -> gunzip(encoded, maxBytes, plain.cut());
            case "deflate" -> inflate(encoded, maxBytes, plain.cut());
            default -> new BodyDecompression(null, true);
          };
    }
    return plain;
  }

  /** Bytes that passed above the server's own compression are still plain. */
  private static BodyDecompression gunzip(byte[] bytes, int maxBytes, boolean cut) {
    if (bytes.length < 2 || ((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) != GZIP_MAGIC) {
      return new BodyDecompression(bytes, cut);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(maxBytes, 4 * bytes.length));
    boolean more = true;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), BUFFER_BYTES)) {
      more = copy(in, out, maxBytes);
    } catch (IOException e) {
      // Cut or damaged: what came before is good.
    }
    return result(out, more || cut);
  }

  /** RFC 9110 8.4.1.2 means the zlib format; some send the bare one. */
  private static BodyDecompression inflate(byte[] bytes, int maxBytes, boolean cut) {
    boolean zlib =
        bytes.length >= 2
            && (bytes[0] & 0x0f) == 8
            && ((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) % 31 == 0;
    BodyDecompression plain = inflate(bytes, !zlib, maxBytes, cut);
    return zlib && plain.bytes() == null ? inflate(bytes, true, maxBytes, cut) : plain;
  }

  private static BodyDecompression inflate(byte[] bytes, boolean bare, int maxBytes, boolean cut) {
    Inflater inflater = new Inflater(bare);
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(maxBytes, 4 * bytes.length));
    boolean more = true;
    InputStream raw = new ByteArrayInputStream(bytes);
    // The bare format wants one byte too many at its end.
    InputStream padded =
        bare ? new SequenceInputStream(raw, new ByteArrayInputStream(new byte[1])) : raw;
    try (InputStream in = new InflaterInputStream(padded, inflater, BUFFER_BYTES)) {
      more = copy(in, out, maxBytes);
    } catch (IOException e) {
      // As above.
    } finally {
      // Its memory is not on the heap.
      inflater.end();
    }
    return result(out, more || cut);
  }

  private static BodyDecompression result(ByteArrayOutputStream out, boolean cut) {
    return cut && out.size() == 0
        ? new BodyDecompression(null, true)
        : new BodyDecompression(out.toByteArray(), cut);
  }

  /** Returns whether there is more than the limit allows. */
  private static boolean copy(InputStream in, ByteArrayOutputStream out, int maxBytes)
      throws IOException {
    byte[] buffer = new byte[Math.min(BUFFER_BYTES, Math.max(1, maxBytes))];
    while (out.size() < maxBytes) {
      int read = in.read(buffer, 0, Math.min(buffer.length, maxBytes - out.size()));
      if (read < 0) {
        return false;
      }
      out.write(buffer, 0, read);
    }
    return in.read() >= 0;
  }
}
