package io.opsagent.agent;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * A part of an open file, read at any position. Several threads may read at once; one at a time has
 * the file.
 *
 * <p>A {@code RandomAccessFile}, not a {@code FileChannel}: a channel closes itself for good when a
 * thread that reads from it is interrupted, and classes are loaded on threads of the application.
 */
final class FileRegion implements Closeable {
  private final RandomAccessFile file;
  private final long start;
  private final long length;

  /**
   * Takes the file over.
   *
   * @param file open for reading; closed by {@link #close}
   * @param start of the region, in bytes from the start of the file
   * @param length of the region in bytes
   */
  FileRegion(RandomAccessFile file, long start, long length) {
    this.file = file;
    this.start = start;
    this.length = length;
  }

  /** Length in bytes. */
  long length() {
    return length;
  }

  /**
   * Fills the array with what stands at the position.
   *
   * @param position in bytes from the start of the region
   * @throws IOException if that is not all inside the region, if the file has become shorter, or
   *     after {@link #close}
   */
  void read(long position, byte[] target) throws IOException {
    if (position < 0 || position + target.length > length) {
      throw new EOFException(
          target.length + " bytes at " + position + " are not within " + length + " bytes");
    }
    synchronized (file) {
      file.seek(start + position);
      file.readFully(target);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
