package io.opsagent.tomcat;

import io.opsagent.capture.RecentTexts;
import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.jspecify.annotations.Nullable;

/**
 * Text that Tomcat still holds as the bytes of the request. Tomcat's own conversion goes through a
 * decoder and its buffers, four times the size of the text, and replaces the bytes by the string;
 * where the bytes are ISO-8859-1, as those of headers are, both can be spared.
 */
final class TomcatText {
  private static final RecentTexts RECENT = new RecentTexts();

  private TomcatText() {}

  /** As {@link #of}, for what comes again and again and is no secret. */
  static @Nullable String ofCommon(@Nullable MessageBytes text) {
    if (text != null && text.getType() == MessageBytes.T_BYTES) {
      ByteChunk chunk = text.getByteChunk();
      byte[] bytes = chunk.getBytes();
      if (bytes != null && StandardCharsets.ISO_8859_1 == chunk.getCharset()) {
        return RECENT.of(bytes, chunk.getStart(), chunk.getLength());
      }
    }
    return of(text);
  }

  /** The same text as {@link MessageBytes#toString}, or null where there is none. */
  static @Nullable String of(@Nullable MessageBytes text) {
    if (text == null) {
      return null;
    }
    if (text.getType() == MessageBytes.T_BYTES) {
      ByteChunk chunk = text.getByteChunk();
      byte[] bytes = chunk.getBytes();
      // The charset is one object in the JVM; an equals would cost a comparison of names.
      if (bytes != null && StandardCharsets.ISO_8859_1 == chunk.getCharset()) {
        return new String(bytes, chunk.getStart(), chunk.getLength(), StandardCharsets.ISO_8859_1);
      }
    }
    return text.toString();
  }
}
