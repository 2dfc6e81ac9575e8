package io.opsagent.agent;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of named entries in one file, read by random access (docs/spec/instrumentation.md 1.4).
 * Only the {@link ArchiveIndex} is in memory; an entry costs one read of its record. Safe for
 * several threads.
 *
 * <p>A record is the length of the name (2 bytes), the name in UTF-8, the length of the content
 * (4), and up to its end the content: deflated without a zlib header, or, if that many bytes are
 * there, as it is.
 */
final class Archive implements Closeable {
  /** Where it lies in opsagent.jar: uncompressed, so that it can be read in place. */
  static final String ENTRY = "inst/opsagent.archive";

  static final int MAX_NAME_BYTES = 0xffff;

  /** Of one entry. The largest has 0.7 MB; a record that says more than this is damaged. */
  static final int MAX_CONTENT_BYTES = 64 << 20;

  private final FileRegion file;
  private final ArchiveIndex index;
  private final Decompressor decompressor = new Decompressor();

  private Archive(FileRegion file, ArchiveIndex index) {
    this.file = file;
    this.index = index;
  }

  /**
   * Opens the archive in opsagent.jar.
   *
   * @throws IOException if there is none that can be read; names the file, and says why
   */
  static Archive openIn(File jar) throws IOException {
    try {
      return open(StoredZipEntry.open(jar, ENTRY));
    } catch (IOException e) {
      throw new IOException(
          jar
              + " cannot be used: "
              + e.getMessage()
              + "; take opsagent.jar as it was built, whole and not repackaged",
          e);
    }
  }

  /**
   * Reads the index.
   *
   * @param file the archive; taken over, and closed if it cannot be used
   * @throws IOException if it is no archive that this class can read; says why
   */
  static Archive open(FileRegion file) throws IOException {
    boolean opened = false;
    try {
      Archive archive = new Archive(file, ArchiveIndex.read(file));
      opened = true;
      return archive;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  /**
   * Whether there is an entry of this name.
   *
   * @throws IOException if the file cannot be read, or was changed since it was opened
   */
  boolean contains(String name) throws IOException {
    return record(name) != null;
  }

  /**
   * Content of the entry of this name, or null if there is none. The caller may keep and change it.
   *
   * @throws IOException if the file cannot be read, or was changed since it was opened
   */
  byte @Nullable [] read(String name) throws IOException {
    byte[] record = record(name);
    return record == null ? null : content(name, record);
  }

  /** Names of all entries; reads the whole file. */
  SortedSet<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<String>();
    for (int entry = 0; entry < index.count(); entry++) {
      names.add(new String(nameOf(record(entry)), StandardCharsets.UTF_8));
    }
    return names;
  }

  private byte @Nullable [] record(String name) throws IOException {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    int entry = index.find(utf8);
    if (entry < 0) {
      return null;
    }
    byte[] record = record(entry);
    byte[] found = nameOf(record);
    if (Arrays.equals(utf8, found)) {
      return record;
    }
    if (ArchiveIndex.hash(found) != index.hash(entry)) {
      throw changed(name);
    }
    return null;
  }

  private byte[] record(int entry) throws IOException {
    byte[] record = new byte[index.length(entry)];
    file.read(index.offset(entry), record);
    return record;
  }

  private static byte[] nameOf(byte[] record) {
    int end = Short.BYTES + (ByteBuffer.wrap(record).getShort() & 0xffff);
    return Arrays.copyOfRange(record, Short.BYTES, Math.min(end, record.length));
  }

  private byte[] content(String name, byte[] record) throws IOException {
    int lengthAt = Short.BYTES + nameOf(record).length;
    int from = lengthAt + Integer.BYTES;
    int length = from > record.length ? -1 : ByteBuffer.wrap(record).getInt(lengthAt);
    if (length < 0 || length > MAX_CONTENT_BYTES) {
      throw changed(name);
    }
    if (length == record.length - from) {
      return Arrays.copyOfRange(record, from, record.length);
    }
    byte[] content = new byte[length];
    try {
      decompressor.inflate(record, from, content);
    } catch (IOException e) {
      IOException changed = changed(name);
      changed.initCause(e);
      throw changed;
    }
    return content;
  }

  private static IOException changed(String name) {
    return new IOException(
        name + " cannot be read: opsagent.jar was changed while this JVM uses it, or is damaged");
  }

  /** Closes the file: nothing can be read any more. */
  @Override
  public void close() throws IOException {
    decompressor.close();
    file.close();
  }
}
