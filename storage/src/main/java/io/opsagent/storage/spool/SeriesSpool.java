package io.opsagent.storage.spool;

import io.opsagent.storage.OwnerOnly;
import io.opsagent.storage.series.SeriesRow;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Statistics that wait in files while the database is away, also across a restart. A file is one
 * batch; its name has its place in the order, the seconds of its resolution and how many rows it
 * has. Beyond the bound the oldest of the shortest resolution go first, since the longer ones say
 * the same; what goes is counted.
 *
 * <p>Beside them stands the checkpoint: what was counted so far in the span that is going on. A
 * process that finds that of one that was killed keeps it as a batch; the database takes a row of
 * one writer, span and part only once, so that it does no harm if the span had been written.
 *
 * <p>Any thread.
 */
public final class SeriesSpool {
  private static final int MAX_FILES = 10_000;
  private static final String SUFFIX = ".series";
  private static final String UNFINISHED = ".part";
  private static final String CHECKPOINT = "open" + SUFFIX;

  private final Path folder;
  private final long maxBytes;
  private final TreeSet<SeriesFile> files = new TreeSet<>();
  private long nextNumber;
  private long bytes;
  private long rows;
  private long lostRows;

  /**
   * Opens a spool and finds what waits in it.
   *
   * @param folder made if it is not there; its parent is
   * @param maxBytes of all files together
   * @throws IOException when the folder cannot be used
   */
  public SeriesSpool(Path folder, long maxBytes) throws IOException {
    this.folder = folder;
    this.maxBytes = maxBytes;
    OwnerOnly.createOrRestrictFolder(folder);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      for (Path path : found) {
        String name = String.valueOf(path.getFileName());
        SeriesFile file = SeriesFile.parse(name, Files.size(path));
        if (file != null) {
          add(file);
          nextNumber = Math.max(nextNumber, file.number() + 1);
        } else if (name.endsWith(UNFINISHED)) {
          Files.deleteIfExists(path);
        }
      }
    }
    adoptCheckpoint();
  }

  private void adoptCheckpoint() throws IOException {
    Path checkpoint = folder.resolve(CHECKPOINT);
    if (Files.exists(checkpoint)) {
      try {
        add(SeriesCodec.read(Files.readAllBytes(checkpoint)));
      } catch (IOException e) {
        // Damaged, or of another version: what it had of a few minutes is not known any more.
        lostRows++;
      }
      Files.deleteIfExists(checkpoint);
    }
  }

  /**
   * Keeps a batch behind those that wait.
   *
   * @param batch rows of one resolution, at least one
   * @throws IOException when it cannot be written; it is not kept then
   */
  public synchronized void add(List<SeriesRow> batch) throws IOException {
    byte[] content = SeriesCodec.write(batch);
    SeriesFile file =
        new SeriesFile(
            nextNumber, batch.get(0).resolution().seconds(), batch.size(), content.length);
    write(file.name() + SUFFIX, content);
    nextNumber++;
    add(file);
    while (bytes > maxBytes || files.size() > MAX_FILES) {
      SeriesFile least =
          files.stream()
              .min(
                  Comparator.comparingInt(SeriesFile::seconds)
                      .thenComparingLong(SeriesFile::number))
              .orElseThrow();
      lostRows += least.rows();
      forget(least);
    }
  }

  /**
   * Replaces the checkpoint.
   *
   * @param batch what was counted so far of the span that is going on; empty for nothing
   * @throws IOException when it cannot be written; the one before it stays
   */
  public synchronized void checkpoint(List<SeriesRow> batch) throws IOException {
    if (batch.isEmpty()) {
      Files.deleteIfExists(folder.resolve(CHECKPOINT));
    } else {
      write(CHECKPOINT, SeriesCodec.write(batch));
    }
  }

  private void write(String name, byte[] content) throws IOException {
    Path unfinished = folder.resolve(name + UNFINISHED);
    try {
      OwnerOnly.createFile(unfinished);
      Files.write(unfinished, content);
      Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
  }

  private void add(SeriesFile file) {
    files.add(file);
    bytes += file.bytes();
    rows += file.rows();
  }

  /** The batch that waits longest, or null when none waits. */
  public synchronized @Nullable SpooledSeries first() {
    while (!files.isEmpty()) {
      SeriesFile file = files.first();
      try {
        return new SpooledSeries(
            file.number(),
            SeriesCodec.read(Files.readAllBytes(folder.resolve(file.name() + SUFFIX))));
      } catch (IOException e) {
        // Cut by a full disk or by hand: what is behind it must not wait for it.
        lostRows += file.rows();
        forget(file);
      }
    }
    return null;
  }

  /** Takes out a batch that is in the database. */
  public synchronized void remove(SpooledSeries batch) {
    for (SeriesFile file : new ArrayList<>(files)) {
      if (file.number() == batch.number()) {
        forget(file);
      }
    }
  }

  private void forget(SeriesFile file) {
    try {
      Files.deleteIfExists(folder.resolve(file.name() + SUFFIX));
    } catch (IOException e) {
      // It is found again at the next start; the database does not take it twice.
    }
    files.remove(file);
    bytes -= file.bytes();
    rows -= file.rows();
  }

  /** Whether nothing waits. */
  public synchronized boolean isEmpty() {
    return files.isEmpty();
  }

  /** Rows that wait. */
  public synchronized long rows() {
    return rows;
  }

  /** Rows that went because of the bound, or with a damaged file. */
  public synchronized long lostRows() {
    return lostRows;
  }

  /**
   * What the name of a file says; in the order of their numbers.
   *
   * @param number place in the order
   * @param seconds of the resolution
   * @param rows in it
   * @param bytes its size
   */
  private record SeriesFile(long number, int seconds, int rows, long bytes)
      implements Comparable<SeriesFile> {

    static @Nullable SeriesFile parse(String name, long bytes) {
      String[] parts =
          name.endsWith(SUFFIX)
              ? name.substring(0, name.length() - SUFFIX.length()).split("_")
              : new String[0];
      if (parts.length != 3) {
        return null;
      }
      try {
        return new SeriesFile(
            Long.parseLong(parts[0]),
            Integer.parseInt(parts[1]),
            Integer.parseInt(parts[2]),
            bytes);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    String name() {
      return "%012d_%d_%d".formatted(number, seconds, rows);
    }

    @Override
    public int compareTo(SeriesFile other) {
      return Long.compare(number, other.number);
    }
  }
}
