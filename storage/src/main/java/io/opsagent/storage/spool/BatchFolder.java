package io.opsagent.storage.spool;

import io.opsagent.storage.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Batches that wait in the files of a folder, in order. A file is whole or not there; its name has
 * its place in the order, how many rows it has, and a tag that says what its owner needs to know
 * without reading it. Beyond the bound files go, and their rows are counted.
 *
 * <p>Not for several threads at once.
 */
final class BatchFolder {
  private static final int MAX_FILES = 10_000;
  private static final String UNFINISHED = ".part";

  private final Path folder;
  private final String suffix;
  private final Predicate<String> isTag;
  private final long maxBytes;
  private final TreeSet<BatchFile> files = new TreeSet<>();
  private long nextNumber;
  private long bytes;
  private long rows;
  private long lostRows;

  /**
   * Opens a folder and finds what waits in it.
   *
   * @param folder made if it is not there; its parent is
   * @param suffix how the names of its files end; others are left alone
   * @param isTag whether a tag is one of the owner's; files with others are left alone
   * @param maxBytes of all files together
   * @throws IOException when the folder cannot be used
   */
  BatchFolder(Path folder, String suffix, Predicate<String> isTag, long maxBytes)
      throws IOException {
    this.folder = folder;
    this.suffix = suffix;
    this.isTag = isTag;
    this.maxBytes = maxBytes;
    OwnerOnly.createOrRestrictFolder(folder);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path path : found) {
        String name = String.valueOf(path.getFileName());
        BatchFile file = parse(name, Files.size(path));
        if (file != null) {
          add(file);
          nextNumber = Math.max(nextNumber, file.number() + 1);
        } else if (name.endsWith(UNFINISHED)) {
          // The process ended while it wrote; nobody was told that these rows are safe.
          Files.deleteIfExists(path);
        }
      }
    }
  }

  /**
   * Keeps a batch behind those that wait.
   *
   * @param firstToGo order in which files go while there are too many
   * @throws IOException when it cannot be written; it is not kept then
   */
  void add(String tag, int batchRows, byte[] content, Comparator<BatchFile> firstToGo)
      throws IOException {
    BatchFile file = new BatchFile(nextNumber, batchRows, tag, content.length);
    write(name(file), content);
    nextNumber++;
    add(file);
    while (bytes > maxBytes || files.size() > MAX_FILES) {
      lose(files.stream().min(firstToGo).orElseThrow());
    }
  }

  /**
   * Writes a file of the folder, whole or not at all, in the place of the one with this name.
   *
   * @throws IOException when it cannot be written; the one before it stays
   */
  void write(String name, byte[] content) throws IOException {
    Path unfinished = path(name + UNFINISHED);
    try {
      OwnerOnly.createFile(unfinished);
      Files.write(unfinished, content);
      Files.move(unfinished, path(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
  }

  private void add(BatchFile file) {
    files.add(file);
    bytes += file.bytes();
    rows += file.rows();
  }

  /** What waits, the oldest first; as of now. */
  List<BatchFile> files() {
    return List.copyOf(files);
  }

  /** The content of a file that waits. */
  byte[] read(BatchFile file) throws IOException {
    return Files.readAllBytes(path(name(file)));
  }

  /** Takes a file out. */
  void remove(BatchFile file) {
    try {
      Files.deleteIfExists(path(name(file)));
    } catch (IOException e) {
      // It is found again at the next start; the database does not take it twice.
    }
    if (files.remove(file)) {
      bytes -= file.bytes();
      rows -= file.rows();
    }
  }

  /** Takes a file out whose rows nobody will see. */
  void lose(BatchFile file) {
    lostRows += file.rows();
    remove(file);
  }

  /** Where a file of this name is. */
  Path path(String name) {
    return folder.resolve(name);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Bytes of the files. */
  long bytes() {
    return bytes;
  }

  /** Rows that wait. */
  long rows() {
    return rows;
  }

  /** Rows that went because of the bound, or with a damaged file. */
  long lostRows() {
    return lostRows;
  }

  private String name(BatchFile file) {
    return "%012d_%d_%s%s".formatted(file.number(), file.rows(), file.tag(), suffix);
  }

  private @Nullable BatchFile parse(String name, long fileBytes) {
    String[] parts =
        name.endsWith(suffix)
            ? name.substring(0, name.length() - suffix.length()).split("_", 3)
            : new String[0];
    if (parts.length != 3 || !isTag.test(parts[2])) {
      return null;
    }
    try {
      return new BatchFile(
          Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2], fileBytes);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * A file; in the order of their numbers.
   *
   * @param number place in the order
   * @param rows in it
   * @param tag what its owner needs to know of it
   * @param bytes its size
   */
  record BatchFile(long number, int rows, String tag, long bytes) implements Comparable<BatchFile> {
    @Override
    public int compareTo(BatchFile other) {
      return Long.compare(number, other.number);
    }
  }
}
