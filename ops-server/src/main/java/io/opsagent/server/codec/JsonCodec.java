package io.opsagent.server.codec;

import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the JSON of the operations server. OpsAgent brings one that uses Jackson; a jar
 * in the folder {@code plugins} of the data directory can bring another: it names its class in
 * {@code META-INF/services/io.opsagent.server.codec.JsonCodec}. Such a class needs a public
 * constructor without parameters. Called by several threads at once.
 *
 * <p>Values are trees of {@code Map<String, ?>} in their order, {@code List<?>}, {@code String},
 * {@code Number}, {@code Boolean} and null. Numbers must keep every digit (operations-api.md 2.5).
 */
public interface JsonCodec {

  /**
   * Writes a tree as JSON in UTF-8, non-ASCII characters as they are (operations-api.md 2.1).
   *
   * @throws IllegalArgumentException if it holds anything else
   */
  byte[] write(@Nullable Object tree);

  /**
   * Reads one JSON value and nothing after it.
   *
   * @return the tree; null for the JSON value null
   * @throws IllegalArgumentException if the bytes are something else
   */
  @Nullable Object read(byte[] json);
}
