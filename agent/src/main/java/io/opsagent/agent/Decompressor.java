package io.opsagent.agent;

import java.io.Closeable;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates data without a zlib header, on any number of threads. Keeps at most one {@code Inflater}
 * between calls: making one costs native memory and a registration for its clean-up, and of the
 * thousands of classes at the start most are loaded one after the other.
 */
final class Decompressor implements Closeable {
  // A lock, not an atomic reference: that would start java.lang.invoke in the midst of class
  // loading.
  private @Nullable Inflater spare;
  private boolean closed;

  /**
   * Fills the target, exactly, with what the data inflate to.
   *
   * @param source holds the deflated data from {@code offset} to its end
   * @throws IOException if the data are no such data, or too much, or too little
   */
  void inflate(byte[] source, int offset, byte[] target) throws IOException {
    Inflater inflater = take();
    try {
      inflater.setInput(source, offset, source.length - offset);
      int filled = 0;
      while (filled < target.length) {
        int bytes = inflater.inflate(target, filled, target.length - filled);
        if (bytes == 0) {
          throw new IOException(filled + " bytes instead of " + target.length);
        }
        filled += bytes;
      }
      if (!isAtItsEnd(inflater)) {
        throw new IOException("more than " + target.length + " bytes");
      }
    } catch (DataFormatException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      giveBack(inflater);
    }
  }

  /** The last bits of the data may say nothing but that they are the last. */
  private static boolean isAtItsEnd(Inflater inflater) throws DataFormatException {
    int more = inflater.finished() ? 0 : inflater.inflate(new byte[1]);
    return more == 0 && inflater.finished() && inflater.getRemaining() == 0;
  }

  private synchronized Inflater take() {
    Inflater inflater = spare;
    spare = null;
    return inflater == null ? new Inflater(true) : inflater;
  }

  private synchronized void giveBack(Inflater inflater) {
    if (closed || spare != null) {
      inflater.end();
    } else {
      inflater.reset();
      spare = inflater;
    }
  }

  /** Gives the native memory back; calls that are still under way do so at their end. */
  @Override
  public synchronized void close() {
    closed = true;
    if (spare != null) {
      spare.end();
      spare = null;
    }
  }
}
