package io.opsagent.server.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** OpsAgent's own codec. Besides trees it writes records and what Jackson knows. */
public final class JacksonCodec implements JsonCodec {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectReader ONE_VALUE =
      MAPPER.reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final ObjectReader EXACT_TREE =
      MAPPER
          .readerFor(Object.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @Override
  public byte[] write(@Nullable Object value) {
    try {
      // By way of a String: Jackson's UTF-8 writer fails on half a surrogate pair, which captured
      // text that was cut can hold; getBytes puts a question mark there.
      return MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      String type = value == null ? "null" : value.getClass().getName();
      throw new IllegalArgumentException("Cannot write " + type, e);
    }
  }

  @Override
  public @Nullable Object read(byte[] json) {
    try {
      return EXACT_TREE.readValue(json);
    } catch (IOException e) {
      throw new IllegalArgumentException("No JSON", e);
    }
  }

  /** The same as {@link #read} in Jackson's own form, or null if the bytes are something else. */
  public @Nullable JsonNode readNode(byte[] json) {
    try {
      JsonNode value = ONE_VALUE.readTree(json);
      return value == null || value.isMissingNode() ? null : value;
    } catch (IOException e) {
      return null;
    }
  }

  /** Any value that {@link #write} takes as a tree that every codec takes. */
  public @Nullable Object tree(@Nullable Object value) {
    return read(write(value));
  }

  /** A tree in Jackson's own form. */
  public JsonNode node(@Nullable Object tree) {
    return MAPPER.valueToTree(tree);
  }
}
