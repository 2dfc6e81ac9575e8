package io.opsagent.agent;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds an entry of a zip file that is stored uncompressed, so that it can be read in place. {@code
 * java.util.zip} does not tell where an entry lies. Reads the end of the file, its directory and
 * the entry's own header (PKWARE's APPNOTE 4.3.7, 4.3.12, 4.3.16), nothing else.
 */
final class StoredZipEntry {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT_BYTES = 0xffff;

  private static final int DIRECTORY_SIGNATURE = 0x02014b50;
  private static final int DIRECTORY_ENTRY_BYTES = 46;

  /** Ours has some 5 kB. One of megabytes is of a jar in which somebody unpacked everything. */
  private static final int MAX_DIRECTORY_BYTES = 4 << 20;

  private static final int HEADER_SIGNATURE = 0x04034b50;
  private static final int HEADER_BYTES = 30;

  private static final long ZIP64 = 0xffffffffL;

  private StoredZipEntry() {}

  /**
   * Opens a file and finds the entry in it.
   *
   * @param zip the file
   * @param name of the entry
   * @return the bytes of the entry; close it
   * @throws IOException if the file is no zip file or cut off, or has no such entry, or has it
   *     compressed
   */
  static FileRegion open(File zip, String name) throws IOException {
    RandomAccessFile file = new RandomAccessFile(zip, "r");
    boolean found = false;
    try {
      FileRegion region = find(file, name);
      found = true;
      return region;
    } finally {
      if (!found) {
        file.close();
      }
    }
  }

  private static FileRegion find(RandomAccessFile file, String name) throws IOException {
    long length = file.length();
    FileRegion whole = new FileRegion(file, 0, length);
    ByteBuffer tail = read(whole, Math.max(0, length - END_BYTES - MAX_COMMENT_BYTES), length);
    int end = endOf(tail);
    long directoryBytes = unsignedInt(tail, end + 12);
    long directoryOffset = unsignedInt(tail, end + 16);
    long directoryEnd = length - tail.capacity() + end;
    // What was put in front of the zip file, such as a shell script, shifts all of its offsets.
    long shift = directoryEnd - directoryBytes - directoryOffset;
    if (directoryBytes > MAX_DIRECTORY_BYTES || directoryOffset == ZIP64 || shift < 0) {
      throw new IOException("its directory is not where its end says");
    }
    ByteBuffer directory = read(whole, directoryEnd - directoryBytes, directoryEnd);
    int at = entryOf(directory, name);
    int method = directory.getShort(at + 10);
    long bytes = unsignedInt(directory, at + 20);
    if (method != 0 || bytes != unsignedInt(directory, at + 24)) {
      throw new IOException(name + " is compressed in it");
    }
    long header = shift + unsignedInt(directory, at + 42);
    long start = header + headerBytes(read(whole, header, header + HEADER_BYTES));
    if (start + bytes > length) {
      throw new IOException(name + " is cut off");
    }
    return new FileRegion(file, start, bytes);
  }

  private static ByteBuffer read(FileRegion whole, long from, long to) throws IOException {
    byte[] bytes = new byte[(int) (to - from)];
    whole.read(from, bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Position of the end record: the last one whose comment reaches to the end of the file. */
  private static int endOf(ByteBuffer tail) throws IOException {
    for (int at = tail.capacity() - END_BYTES; at >= 0; at--) {
      if (tail.getInt(at) == END_SIGNATURE
          && at + END_BYTES + unsignedShort(tail, at + 20) == tail.capacity()) {
        return at;
      }
    }
    throw new IOException("it does not end as a zip file does");
  }

  /** Position of the entry of this name in the directory. */
  private static int entryOf(ByteBuffer directory, String name) throws IOException {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (at + DIRECTORY_ENTRY_BYTES <= directory.capacity()
        && directory.getInt(at) == DIRECTORY_SIGNATURE) {
      int nameAt = at + DIRECTORY_ENTRY_BYTES;
      int nameEnd = nameAt + unsignedShort(directory, at + 28);
      if (nameEnd <= directory.capacity()
          && Arrays.equals(wanted, Arrays.copyOfRange(directory.array(), nameAt, nameEnd))) {
        return at;
      }
      at = nameEnd + unsignedShort(directory, at + 30) + unsignedShort(directory, at + 32);
    }
    throw new IOException(name + " is missing in it");
  }

  /** Length of the entry's own header, whose extra field may differ from that in the directory. */
  private static int headerBytes(ByteBuffer header) throws IOException {
    if (header.getInt(0) != HEADER_SIGNATURE) {
      throw new IOException("an entry is not where its directory says");
    }
    return HEADER_BYTES + unsignedShort(header, 26) + unsignedShort(header, 28);
  }

  private static int unsignedShort(ByteBuffer buffer, int at) {
    return buffer.getShort(at) & 0xffff;
  }

  private static long unsignedInt(ByteBuffer buffer, int at) {
    return buffer.getInt(at) & 0xffffffffL;
  }
}
