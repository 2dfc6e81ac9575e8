package io.opsagent.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.opsagent.server.codec.JacksonCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON: UTF-8, non-ASCII characters as they are (spec 2.1). It reads no caller's types, only
 * trees.
 */
final class Json {
  static final String MEDIA_TYPE = "application/json";

  private static final JacksonCodec CODEC = new JacksonCodec();
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  static byte[] bytes(Object value) {
    return CODEC.write(value);
  }

  /** One JSON value and nothing after it, or null if the bytes are something else. */
  static @Nullable JsonNode read(byte[] bytes) {
    return CODEC.readNode(bytes);
  }

  /**
   * Stored JSON text as a value to be embedded as it is, digit by digit.
   *
   * @return null for null; the text as a JSON string if it is not exactly one JSON value, so that a
   *     bad row neither breaks the answer nor is lost
   */
  static @Nullable Object embed(@Nullable String jsonText) {
    if (jsonText == null) {
      return null;
    }
    return isOneValue(jsonText) ? new RawValue(jsonText) : jsonText;
  }

  private static boolean isOneValue(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
