package io.opsagent.server.pipeline;

import io.opsagent.capture.MediaTypes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which charset the bytes of a body are in, and their text (docs/spec/instrumentation.md 4.4): the
 * parameter of the media type, else what the bytes themselves say, else what is usual for the type.
 */
final class BodyCharset {
  private static final int MAX_PROLOG_BYTES = 256;
  private static final int MAX_HTML_HEAD_BYTES = 1024;
  private static final int MAX_NAME_CHARS = 40;

  private BodyCharset() {}

  /**
   * Finds the charset.
   *
   * @param contentType with its parameters, or null
   * @param cut whether the bytes end anywhere
   */
  static Charset of(@Nullable String contentType, byte[] bytes, boolean cut) {
    Charset found = declared(contentType);
    if (found == null) {
      found = byOrderMark(bytes);
    }
    if (found != null) {
      return found;
    }
    String type = contentType == null ? "" : MediaTypes.essence(contentType);
    if (type.endsWith("json")) {
      return byNullBytes(bytes);
    }
    if (type.endsWith("xml")) {
      Charset wide = byNullBytes(bytes);
      return wide != StandardCharsets.UTF_8
          ? wide
          : inside(bytes, MAX_PROLOG_BYTES, "<?xml", "encoding");
    }
    if (type.equals("text/html")) {
      Charset meta = inside(bytes, MAX_HTML_HEAD_BYTES, "<meta", "charset");
      if (meta != StandardCharsets.UTF_8) {
        return meta;
      }
    }
    if (type.equals("application/x-www-form-urlencoded")) {
      return ofForm(bytes);
    }
    return isUtf8(bytes, cut) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
  }

  /** Decodes; what is malformed is replaced, a character that is cut at the end is left out. */
  static String decode(byte[] bytes, Charset charset, boolean cut) {
    String text = cut ? decodeCut(bytes, charset) : new String(bytes, charset);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static String decodeCut(byte[] bytes, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    CharBuffer out = CharBuffer.allocate((int) (bytes.length * decoder.maxCharsPerByte()) + 1);
    // That this is not the end of the input leaves the bytes of half a character alone.
    decoder.decode(ByteBuffer.wrap(bytes), out, false);
    return out.flip().toString();
  }

  /** Whether the bytes are strictly UTF-8. */
  static boolean isUtf8(byte[] bytes, boolean cut) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    if (cut) {
      CharBuffer out = CharBuffer.allocate(bytes.length + 1);
      return !decoder.decode(ByteBuffer.wrap(bytes), out, false).isError();
    }
    try {
      decoder.decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static @Nullable Charset declared(@Nullable String contentType) {
    String name = contentType == null ? null : MediaTypes.parameter(contentType, "charset");
    return name == null ? null : named(name.trim());
  }

  private static @Nullable Charset named(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
      return null;
    }
    try {
      return Charset.isSupported(name) ? Charset.forName(name) : null;
    } catch (IllegalCharsetNameException e) {
      return null;
    }
  }

  private static @Nullable Charset byOrderMark(byte[] bytes) {
    int first = at(bytes, 0) << 8 | at(bytes, 1);
    int second = at(bytes, 2) << 8 | at(bytes, 3);
    if (first == 0xefbb && at(bytes, 2) == 0xbf) {
      return StandardCharsets.UTF_8;
    }
    if (first == 0xfffe) {
      boolean wide = bytes.length >= 4 && second == 0;
      return wide ? named("UTF-32LE") : StandardCharsets.UTF_16LE;
    }
    if (first == 0xfeff) {
      return StandardCharsets.UTF_16BE;
    }
    return bytes.length >= 4 && first == 0 && second == 0xfeff ? named("UTF-32BE") : null;
  }

  private static int at(byte[] bytes, int index) {
    return index < bytes.length ? bytes[index] & 0xff : 0;
  }

  /** The first characters of JSON and XML are ASCII, so that zeros tell the width (RFC 4627 3). */
  private static Charset byNullBytes(byte[] bytes) {
    if (bytes.length < 2) {
      return StandardCharsets.UTF_8;
    }
    boolean first = bytes[0] == 0;
    boolean second = bytes[1] == 0;
    boolean third = bytes.length > 2 && bytes[2] == 0;
    boolean fourth = bytes.length > 3 && bytes[3] == 0;
    Charset wide = null;
    if (first && second && third) {
      wide = named("UTF-32BE");
    } else if (second && third && fourth) {
      wide = named("UTF-32LE");
    } else if (first) {
      wide = StandardCharsets.UTF_16BE;
    } else if (second) {
      wide = StandardCharsets.UTF_16LE;
    }
    return wide == null ? StandardCharsets.UTF_8 : wide;
  }

  /** The charset that a document names in its own head; UTF-8 if it names none that can be. */
  private static Charset inside(byte[] bytes, int maxBytes, String tag, String attribute) {
    String head =
        new String(bytes, 0, Math.min(bytes.length, maxBytes), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    int open = head.indexOf(tag);
    while (open >= 0) {
      int close = head.indexOf('>', open);
      int end = close < 0 ? head.length() : close;
      int at = head.indexOf(attribute, open);
      if (at >= 0 && at < end) {
        Charset found = named(word(head, at + attribute.length(), end));
        // Wide ones cannot be: the head was read byte by byte.
        return found == null || found.name().startsWith("UTF-") ? StandardCharsets.UTF_8 : found;
      }
      open = head.indexOf(tag, end);
    }
    return StandardCharsets.UTF_8;
  }

  /** The value behind an equals sign, quoted or not. */
  private static String word(String text, int from, int to) {
    int at = from;
    while (at < to && " ='\"\t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    int end = at;
    while (end < to && " '\";?/\t\r\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(at, end);
  }

  /** Old browsers say it in a field (HTML, "_charset_"). */
  private static Charset ofForm(byte[] bytes) {
    String form = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = form.startsWith("_charset_=") ? 0 : form.indexOf("&_charset_=") + 1;
    if (at == 0 && !form.startsWith("_charset_=")) {
      return StandardCharsets.UTF_8;
    }
    int from = at + "_charset_=".length();
    int end = form.indexOf('&', from);
    Charset found = named(form.substring(from, end < 0 ? form.length() : end));
    return found == null ? StandardCharsets.UTF_8 : found;
  }
}
