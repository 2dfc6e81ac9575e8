package io.opsagent.storage.spool;

import io.opsagent.storage.OwnerOnly;
import io.opsagent.storage.ServiceLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait in files while the database is away, also across a restart. A file is one batch;
 * its name has its place in the order, an id under which the database takes it only once, whether
 * rows from WARN up are in it, and how many. Beyond the bound the oldest files without such rows go
 * first, then the oldest; what goes is counted.
 *
 * <p>Any thread. Rows are masked before they come here.
 */
public final class Spool {
  /** More rows than the files can hold, whatever their bound. */
  public static final int MAX_ROWS = 10_000_000;

  private static final int MAX_FILES = 10_000;
  private static final String SUFFIX = ".rows";
  private static final String UNFINISHED = ".part";

  private final Path folder;
  private final long maxBytes;
  private final TreeSet<SpoolFile> files = new TreeSet<>();
  private long nextNumber;
  private long bytes;
  private long rows;
  private long lostRows;
  private long damagedFiles;

  /**
   * Opens a spool and finds what waits in it.
   *
   * @param folder made if it is not there; its parent is
   * @param maxBytes of all files together
   * @throws IOException when the folder cannot be used
   */
  public Spool(Path folder, long maxBytes) throws IOException {
    this.folder = folder;
    this.maxBytes = maxBytes;
    OwnerOnly.createOrRestrictFolder(folder);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path path : found) {
        String name = String.valueOf(path.getFileName());
        SpoolFile file = SpoolFile.parse(name, Files.size(path));
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
   * @param batch under this id the database takes the batch only once
   * @throws IOException when it cannot be written; it is not kept then
   */
  public synchronized void add(UUID batch, List<ServiceLog> batchRows) throws IOException {
    byte[] content = ServiceLogCodec.write(batchRows);
    boolean eventful = batchRows.stream().anyMatch(Spool::isEventful);
    SpoolFile file = new SpoolFile(nextNumber, batch, eventful, batchRows.size(), content.length);
    Path unfinished = folder.resolve(file.name() + UNFINISHED);
    try {
      OwnerOnly.createFile(unfinished);
      Files.write(unfinished, content);
      Files.move(unfinished, path(file), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    nextNumber++;
    add(file);
    shrink();
  }

  private static boolean isEventful(ServiceLog row) {
    return row.level().equals("WARN") || row.level().equals("ERROR");
  }

  private void add(SpoolFile file) {
    files.add(file);
    bytes += file.bytes();
    rows += file.rows();
  }

  private void shrink() throws IOException {
    while (bytes > maxBytes || files.size() > MAX_FILES) {
      SpoolFile least =
          files.stream().filter(file -> !file.eventful()).findFirst().orElse(files.first());
      lostRows += least.rows();
      remove(least);
    }
  }

  /** The batch that waits longest, or null when none waits. */
  public synchronized @Nullable SpooledBatch first() {
    for (SpoolFile file : new ArrayList<>(files)) {
      try {
        return new SpooledBatch(file.batch(), ServiceLogCodec.read(Files.readAllBytes(path(file))));
      } catch (IOException e) {
        // Cut by a full disk or by hand: what is behind it must not wait for it.
        damagedFiles++;
        lostRows += file.rows();
        forget(file);
      }
    }
    return null;
  }

  /** Takes out a batch that is in the database. */
  public synchronized void remove(UUID batch) {
    for (SpoolFile file : new ArrayList<>(files)) {
      if (file.batch().equals(batch)) {
        forget(file);
      }
    }
  }

  private void remove(SpoolFile file) throws IOException {
    Files.deleteIfExists(path(file));
    files.remove(file);
    bytes -= file.bytes();
    rows -= file.rows();
  }

  private void forget(SpoolFile file) {
    try {
      remove(file);
    } catch (IOException e) {
      // It stays on disk and is tried again at the next start; the database knows its id.
      files.remove(file);
      bytes -= file.bytes();
      rows -= file.rows();
    }
  }

  private Path path(SpoolFile file) {
    return folder.resolve(file.name() + SUFFIX);
  }

  /** Whether nothing waits. */
  public synchronized boolean isEmpty() {
    return files.isEmpty();
  }

  /** Rows that wait. */
  public synchronized long rows() {
    return rows;
  }

  /** Bytes of the files. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Rows that went because of the bound, or with a damaged file. */
  public synchronized long lostRows() {
    return lostRows;
  }

  /** Files that could not be read. */
  public synchronized long damagedFiles() {
    return damagedFiles;
  }

  /**
   * What the name of a file says; in the order of their numbers.
   *
   * @param number place in the order
   * @param batch id of the batch
   * @param eventful whether a row is of WARN or above
   * @param rows in it
   * @param bytes its size
   */
  private record SpoolFile(long number, UUID batch, boolean eventful, int rows, long bytes)
      implements Comparable<SpoolFile> {

    static @Nullable SpoolFile parse(String name, long bytes) {
      String[] parts =
          name.endsWith(SUFFIX)
              ? name.substring(0, name.length() - SUFFIX.length()).split("_")
              : new String[0];
      if (parts.length != 4) {
        return null;
      }
      try {
        return new SpoolFile(
            Long.parseLong(parts[0]),
            UUID.fromString(parts[3]),
            parts[1].equals("e"),
            Integer.parseInt(parts[2]),
            bytes);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    String name() {
      return "%012d_%s_%d_%s".formatted(number, eventful ? "e" : "u", rows, batch);
    }

    @Override
    public int compareTo(SpoolFile other) {
      return Long.compare(number, other.number);
    }
  }
}
