package io.opsagent.storage.spool;

import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.spool.BatchFolder.BatchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statistics that wait in files while the database is away, also across a restart. A file is one
 * batch; its name has the seconds of its resolution. Beyond the bound the oldest of the shortest
 * resolution go first, since the longer ones say the same; what goes is counted.
 *
 * <p>Beside them stands the checkpoint: what was counted so far in the span that is going on. A
 * process that finds that of one that was killed keeps it as a batch; the database takes a row of
 * one writer, span and part only once, so that it does no harm if the span had been written.
 *
 * <p>Any thread.
 */
public final class SeriesSpool {
  private static final String SUFFIX = ".series";
  private static final String CHECKPOINT = "open" + SUFFIX;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Comparator<BatchFile> FIRST_TO_GO =
      Comparator.comparingInt((BatchFile file) -> Integer.parseInt(file.tag()))
          .thenComparingLong(BatchFile::number);

  private final BatchFolder folder;
  private long damagedCheckpoints;

  /**
   * Opens a spool and finds what waits in it.
   *
   * @param folder made if it is not there; its parent is
   * @param maxBytes of all files together
   * @throws IOException when the folder cannot be used
   */
  public SeriesSpool(Path folder, long maxBytes) throws IOException {
    this.folder = new BatchFolder(folder, SUFFIX, tag -> SECONDS.matcher(tag).matches(), maxBytes);
    adoptCheckpoint();
  }

  private void adoptCheckpoint() throws IOException {
    Path checkpoint = folder.path(CHECKPOINT);
    if (Files.exists(checkpoint)) {
      try {
        add(SeriesCodec.read(Files.readAllBytes(checkpoint)));
      } catch (IOException e) {
        // Damaged, or of another version: what it had of a few minutes is not known any more.
        damagedCheckpoints++;
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
    String seconds = String.valueOf(batch.get(0).resolution().seconds());
    folder.add(seconds, batch.size(), SeriesCodec.write(batch), FIRST_TO_GO);
  }

  /**
   * Replaces the checkpoint.
   *
   * @param batch what was counted so far of the span that is going on; empty for nothing
   * @throws IOException when it cannot be written; the one before it stays
   */
  public synchronized void checkpoint(List<SeriesRow> batch) throws IOException {
    if (batch.isEmpty()) {
      Files.deleteIfExists(folder.path(CHECKPOINT));
    } else {
      folder.write(CHECKPOINT, SeriesCodec.write(batch));
    }
  }

  /** The batch that waits longest, or null when none waits. */
  public synchronized @Nullable SpooledSeries first() {
    for (BatchFile file : folder.files()) {
      try {
        return new SpooledSeries(file.number(), SeriesCodec.read(folder.read(file)));
      } catch (IOException e) {
        // Cut by a full disk or by hand: what is behind it must not wait for it.
        folder.lose(file);
      }
    }
    return null;
  }

  /** Takes out a batch that is in the database. */
  public synchronized void remove(SpooledSeries batch) {
    folder.files().stream().filter(file -> file.number() == batch.number()).forEach(folder::remove);
  }

  /** Whether nothing waits. */
  public synchronized boolean isEmpty() {
    return folder.isEmpty();
  }

  /** Rows that wait. */
  public synchronized long rows() {
    return folder.rows();
  }

  /** Rows that went because of the bound, or with a damaged file. */
  public synchronized long lostRows() {
    return folder.lostRows() + damagedCheckpoints;
  }
}
