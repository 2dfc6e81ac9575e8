package io.opsagent.server.pipeline;

import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.BodyPart;
import io.opsagent.capture.MediaTypes;
import io.opsagent.rules.JsonWriter;
import io.opsagent.rules.Masking;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a multipart body: {@code {"parts": [{"name", "file_name", "type", "bytes",
 * "complete"}]}}, each member only where it is known, {@code complete} only when it is false;
 * {@code left_out} beside the parts counts further ones (docs/spec/instrumentation.md 4.4).
 */
final class BodyParts {
  private static final int MAX_TEXT_CHARS = 300;

  private final Masking masking;

  BodyParts(Masking masking) {
    this.masking = masking;
  }

  String json(BodyCapture body) {
    StringBuilder text = new StringBuilder(256);
    JsonWriter json = new JsonWriter(text);
    json.beginObject().name("parts").beginArray();
    for (BodyPart part : body.parts()) {
      write(json, part);
    }
    json.endArray();
    if (body.partsLeftOut() > 0) {
      json.name("left_out").value(body.partsLeftOut());
    }
    json.endObject();
    return text.toString();
  }

  private void write(JsonWriter json, BodyPart part) {
    String header = decode(part.header());
    String disposition = line(header, "content-disposition");
    String type = line(header, "content-type");
    boolean cut = part.header().length >= BodyPart.MAX_HEADER_BYTES;
    json.beginObject();
    if (disposition != null) {
      member(json, cut, "name", MediaTypes.parameter(disposition, "name"));
      String extended = MediaTypes.parameter(disposition, "filename*");
      String fileName = extended == null ? null : extendedValue(extended);
      member(
          json,
          cut,
          "file_name",
          fileName != null ? fileName : MediaTypes.parameter(disposition, "filename"));
    }
    member(json, cut, "type", type == null ? null : MediaTypes.essence(type));
    json.name("bytes").value(part.contentBytes());
    if (!part.isComplete()) {
      json.name("complete").value(false);
    }
    json.endObject();
  }

  private void member(JsonWriter json, boolean cut, String name, @Nullable String value) {
    if (value != null) {
      String url = masking.maskUrl(value);
      String masked = cut ? masking.maskCutText(url) : masking.maskText(url);
      json.name(name)
          .value(masked.length() <= MAX_TEXT_CHARS ? masked : masked.substring(0, MAX_TEXT_CHARS));
    }
  }

  /** Browsers send names in the charset of the page, which is UTF-8 nearly always. */
  private static String decode(byte[] header) {
    boolean utf8 = BodyCharset.isUtf8(header, true);
    return new String(header, utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String line(String header, String name) {
    for (String line : header.split("\r?\n(?![ \t])", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).trim().equalsIgnoreCase(name)) {
        return line.substring(colon + 1).trim();
      }
    }
    return null;
  }

  /** {@code UTF-8''na%C3%AFve.txt} (RFC 8187); null if it is not of that form. */
  private static @Nullable String extendedValue(String value) {
    int charsetEnd = value.indexOf('\'');
    int languageEnd = value.indexOf('\'', charsetEnd + 1);
    if (charsetEnd <= 0 || languageEnd < 0) {
      return null;
    }
    String name = value.substring(0, charsetEnd).toLowerCase(Locale.ROOT);
    Charset charset =
        name.equals("utf-8")
            ? StandardCharsets.UTF_8
            : name.equals("iso-8859-1") ? StandardCharsets.ISO_8859_1 : null;
    return charset == null ? null : percentDecoded(value, languageEnd + 1, charset);
  }

  private static String percentDecoded(String text, int from, Charset charset) {
    byte[] bytes = new byte[text.length() - from];
    int count = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (c == '%' && high >= 0 && low >= 0) {
        bytes[count++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[count++] = (byte) c;
      }
    }
    return new String(bytes, 0, count, charset);
  }
}
