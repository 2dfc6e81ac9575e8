package io.opsagent.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk that a slot of the data directory is on. What cannot be told counts as enough room. */
final class SlotDisk implements StorageRoom.Disk {
  private final Path folder;
  private final H2File file;

  SlotDisk(Path folder) {
    this.folder = folder;
    this.file = new H2File(folder);
  }

  @Override
  public long freeBytes() {
    return ask(FileStore::getUsableSpace);
  }

  @Override
  public long totalBytes() {
    return ask(FileStore::getTotalSpace);
  }

  @Override
  public long databaseBytes() {
    return file.bytes();
  }

  private long ask(Question question) {
    try {
      long bytes = question.of(Files.getFileStore(folder));
      // Beyond what a long holds some file systems count backwards.
      return bytes < 0 ? Long.MAX_VALUE : bytes;
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  @FunctionalInterface
  private interface Question {
    long of(FileStore store) throws IOException;
  }
}
