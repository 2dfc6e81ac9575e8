package io.opsagent.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON: UTF-8, non-ASCII characters as they are (spec 2.1). It reads no caller's types, only
 * trees.
 */
final class Json {
  static final String MEDIA_TYPE = "application/json";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory FACTORY = MAPPER.getFactory();

  private Json() {}

  static byte[] bytes(Object value) {
    try {
      // By way of a String: Jackson's UTF-8 writer fails on half a surrogate pair, which captured
      // text that was cut can hold; getBytes puts a question mark there.
      return MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + value.getClass().getName(), e);
    }
  }

  /** One JSON value and nothing after it, or null if the bytes are something else. */
  static @Nullable JsonNode read(byte[] bytes) {
    try {
      JsonNode value =
          MAPPER.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(bytes);
      return value == null || value.isMissingNode() ? null : value;
    } catch (IOException e) {
      return null;
    }
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
