package io.opsagent.storage;

/**
 * What the embedded database takes of the disk, in bytes. Immutable.
 *
 * @param fileBytes size of the file
 * @param usedBytes what rows and indexes take of it; all of it while that is not known
 * @param asideBytes files beside it that could not be opened and were set aside
 */
public record EmbeddedSize(long fileBytes, long usedBytes, long asideBytes) {

  /** What new rows use again before the file grows, and what a compaction gives back. */
  public long reclaimableBytes() {
    return fileBytes - usedBytes;
  }
}
