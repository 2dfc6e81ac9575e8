package io.opsagent.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Where each entry of an {@link Archive} lies: 16 bytes of heap for each, and no name. Immutable.
 *
 * <p>An archive begins with a header of 24 bytes: magic (8), version of the format (4), CRC-32 of
 * all that follows up to the end of the index (4), number of entries (4), length of the archive
 * (4). Then three columns, in ascending order of the hash: hash of the name (8), offset of the
 * record (4), length of the record (4). Numbers are big-endian and, but for the hash, not negative;
 * offsets count from the start of the archive.
 */
final class ArchiveIndex {
  /** "OPSAGARC" in ASCII. */
  static final long MAGIC = 0x4F50534147415243L;

  static final int VERSION = 1;
  static final int HEADER_BYTES = 24;

  static final int CHECKSUM_AT = 12;

  /** Where the part of the header begins that the checksum covers. */
  static final int CHECKED_FROM = 16;

  /** In the index, for each entry. */
  static final int ENTRY_BYTES = 16;

  /** Sixty times what the agent has; a file that says more is none of ours. */
  static final int MAX_ENTRIES = 1_000_000;

  private static final long FNV_OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final long[] hashes;
  private final int[] offsets;
  private final int[] lengths;

  private ArchiveIndex(long[] hashes, int[] offsets, int[] lengths) {
    this.hashes = hashes;
    this.offsets = offsets;
    this.lengths = lengths;
  }

  /**
   * Reads header and index.
   *
   * @throws IOException if this is no archive, one of another version, cut off or damaged
   */
  static ArchiveIndex read(FileRegion archive) throws IOException {
    if (archive.length() < HEADER_BYTES) {
      throw new IOException("the archive is cut off: it has " + archive.length() + " bytes");
    }
    byte[] header = new byte[HEADER_BYTES];
    archive.read(0, header);
    ByteBuffer fields = ByteBuffer.wrap(header);
    if (fields.getLong() != MAGIC) {
      throw new IOException("this is no archive of the agent");
    }
    int version = fields.getInt();
    if (version != VERSION) {
      throw new IOException(
          "the archive has format version " + version + ", this agent reads " + VERSION);
    }
    int checksum = fields.getInt();
    int count = fields.getInt();
    int length = fields.getInt();
    if (length != archive.length()) {
      throw new IOException(
          "the archive is cut off: it has " + archive.length() + " bytes of " + length);
    }
    if (count < 0 || count > MAX_ENTRIES || HEADER_BYTES + count * ENTRY_BYTES > length) {
      throw new IOException("the archive is damaged: " + count + " entries");
    }
    byte[] index = new byte[count * ENTRY_BYTES];
    archive.read(HEADER_BYTES, index);
    CRC32 found = new CRC32();
    found.update(header, CHECKED_FROM, HEADER_BYTES - CHECKED_FROM);
    found.update(index, 0, index.length);
    if ((int) found.getValue() != checksum) {
      throw new IOException("the archive is damaged: its index does not fit its checksum");
    }
    return parse(ByteBuffer.wrap(index), count);
  }

  private static ArchiveIndex parse(ByteBuffer index, int count) {
    long[] hashes = new long[count];
    int[] offsets = new int[count];
    int[] lengths = new int[count];
    index.asLongBuffer().get(hashes);
    index.position(count * Long.BYTES);
    index.asIntBuffer().get(offsets).get(lengths);
    return new ArchiveIndex(hashes, offsets, lengths);
  }

  /** Number of entries. */
  int count() {
    return hashes.length;
  }

  /**
   * Number of the only entry that may have this name, or a negative number: its record tells
   * whether it has.
   *
   * @param name in UTF-8
   */
  int find(byte[] name) {
    return Arrays.binarySearch(hashes, hash(name));
  }

  /** Hash of the name of an entry. */
  long hash(int entry) {
    return hashes[entry];
  }

  /** Where the record of an entry begins, in bytes from the start of the archive. */
  int offset(int entry) {
    return offsets[entry];
  }

  /** Length of the record of an entry in bytes. */
  int length(int entry) {
    return lengths[entry];
  }

  /** FNV-1a of 64 bits (IETF draft-eastlake-fnv). */
  static long hash(byte[] name) {
    long hash = FNV_OFFSET_BASIS;
    for (byte b : name) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }
}
