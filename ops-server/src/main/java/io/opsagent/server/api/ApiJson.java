package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.javalin.config.Key;
import io.opsagent.server.codec.JacksonCodec;
import io.opsagent.server.codec.JsonCodec;
import org.jspecify.annotations.Nullable;

/**
 * JSON of one server: by its own codec, or by one that a plug-in brought. Safe for several threads.
 */
public final class ApiJson {
  /** Under which the server keeps it for its routes. */
  public static final Key<ApiJson> KEY = new Key<>("opsagent-json");

  private static final JacksonCodec JACKSON = new JacksonCodec();

  private final @Nullable JsonCodec supplied;

  /**
   * JSON by a codec.
   *
   * @param supplied of a plug-in, or null for the own one
   */
  public ApiJson(@Nullable JsonCodec supplied) {
    this.supplied = supplied;
  }

  /** JSON in UTF-8. */
  byte[] bytes(Object value) {
    return supplied == null ? Json.bytes(value) : supplied.write(JACKSON.tree(value));
  }

  /** One JSON value and nothing after it, or null if the bytes are something else. */
  @Nullable JsonNode read(byte[] bytes) {
    if (supplied == null) {
      return Json.read(bytes);
    }
    try {
      Object tree = supplied.read(bytes);
      return tree == null ? NullNode.getInstance() : JACKSON.node(tree);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
