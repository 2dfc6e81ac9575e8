package io.opsagent.agent;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes an {@code Archive}: used where opsagent.jar is built, and by tests that change a copy of
 * it. Not in opsagent.jar.
 */
public final class ArchivePacker {
  /** Name of the archive's entry in opsagent.jar, where it must be stored uncompressed. */
  public static final String ENTRY = Archive.ENTRY;

  private ArchivePacker() {}

  /**
   * The archive with these entries. The records follow in the order of the names, so that what is
   * used together lies together. The same entries give the same bytes.
   *
   * @param entries name to content
   * @throws IllegalArgumentException if two names have the same hash, or a name, a content, or all
   *     of it, is too long
   */
  public static byte[] pack(Map<String, byte[]> entries) {
    if (entries.size() > ArchiveIndex.MAX_ENTRIES) {
      throw new IllegalArgumentException(entries.size() + " entries are too many");
    }
    List<Record> records = new ArrayList<Record>();
    SortedMap<Long, Record> byHash = new TreeMap<Long, Record>();
    long length = ArchiveIndex.HEADER_BYTES + (long) entries.size() * ArchiveIndex.ENTRY_BYTES;
    for (Map.Entry<String, byte[]> entry : new TreeMap<String, byte[]>(entries).entrySet()) {
      Record record = record(entry.getKey(), (int) length, entry.getValue());
      records.add(record);
      length += record.bytes.length;
      if (length > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("the archive has more than 2 GiB");
      }
      Record other = byHash.put(record.hash, record);
      if (other != null) {
        throw new IllegalArgumentException(
            other.name + " and " + record.name + " have the same hash; rename one of them");
      }
    }
    return join(records, byHash.values(), (int) length);
  }

  /**
   * All entries of the archive in a copy of opsagent.jar.
   *
   * @return name to content
   * @throws IOException if there is no archive that can be read
   */
  public static SortedMap<String, byte[]> unpack(File jar) throws IOException {
    try (Archive archive = Archive.openIn(jar)) {
      SortedMap<String, byte[]> entries = new TreeMap<String, byte[]>();
      for (String name : archive.names()) {
        byte[] content = archive.read(name);
        if (content == null) {
          throw new IOException(name + " is not found by its name");
        }
        entries.put(name, content);
      }
      return entries;
    }
  }

  private static byte[] join(List<Record> records, Collection<Record> byHash, int length) {
    ByteBuffer archive = ByteBuffer.allocate(length);
    archive.putLong(ArchiveIndex.MAGIC).putInt(ArchiveIndex.VERSION);
    archive.position(ArchiveIndex.CHECKED_FROM);
    archive.putInt(records.size()).putInt(length);
    for (Record record : byHash) {
      archive.putLong(record.hash);
    }
    for (Record record : byHash) {
      archive.putInt(record.offset);
    }
    for (Record record : byHash) {
      archive.putInt(record.bytes.length);
    }
    CRC32 checksum = new CRC32();
    checksum.update(
        archive.array(), ArchiveIndex.CHECKED_FROM, archive.position() - ArchiveIndex.CHECKED_FROM);
    archive.putInt(ArchiveIndex.CHECKSUM_AT, (int) checksum.getValue());
    for (Record record : records) {
      archive.put(record.bytes);
    }
    return archive.array();
  }

  private static Record record(String name, int offset, byte[] content) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > Archive.MAX_NAME_BYTES || content.length > Archive.MAX_CONTENT_BYTES) {
      throw new IllegalArgumentException(
          name + " has " + content.length + " bytes: the name or these are too many");
    }
    byte[] deflated = deflated(content);
    byte[] shorter = deflated.length < content.length ? deflated : content;
    byte[] bytes =
        ByteBuffer.allocate(Short.BYTES + utf8.length + Integer.BYTES + shorter.length)
            .putShort((short) utf8.length)
            .put(utf8)
            .putInt(content.length)
            .put(shorter)
            .array();
    return new Record(name, ArchiveIndex.hash(utf8), offset, bytes);
  }

  private static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2 + 16);
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** One entry as it will stand in the archive. */
  private static final class Record {
    private final String name;
    private final long hash;
    private final int offset;
    private final byte[] bytes;

    Record(String name, long hash, int offset, byte[] bytes) {
      this.name = name;
      this.hash = hash;
      this.offset = offset;
      this.bytes = bytes;
    }
  }
}
