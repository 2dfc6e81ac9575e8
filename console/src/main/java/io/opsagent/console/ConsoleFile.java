package io.opsagent.console;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;

/**
 * One file of the console, as it lies in the jar.
 *
 * @param mediaType with its character set
 * @param tag of its content, for {@code ETag}, without quotes
 * @param gzip the content, compressed; not copied, not to be changed
 */
public record ConsoleFile(String mediaType, String tag, byte[] gzip) {

  /** The content for callers who take no gzip; unpacked at each call. */
  public byte[] plain() {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the console is damaged", e);
    }
  }
}
