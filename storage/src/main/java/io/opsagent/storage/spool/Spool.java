package io.opsagent.storage.spool;

import io.opsagent.storage.ServiceLog;
import io.opsagent.storage.spool.BatchFolder.BatchFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait in files while the database is away, also across a restart. A file is one batch;
 * its name has an id under which the database takes it only once, and whether rows from WARN up are
 * in it. Beyond the bound the oldest files without such rows go first, then the oldest; what goes
 * is counted.
 *
 * <p>Any thread. Rows are masked before they come here.
 */
public final class Spool {
  /** More rows than the files can hold, whatever their bound. */
  public static final int MAX_ROWS = 10_000_000;

  private static final String EVENTFUL = "e";
  private static final String UNEVENTFUL = "u";
  private static final Pattern TAG =
      Pattern.compile("([eu])_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");
  private static final Comparator<BatchFile> FIRST_TO_GO =
      Comparator.comparing((BatchFile file) -> file.tag().startsWith(EVENTFUL))
          .thenComparingLong(BatchFile::number);

  private final BatchFolder folder;
  private long damagedFiles;

  /**
   * Opens a spool and finds what waits in it.
   *
   * @param folder made if it is not there; its parent is
   * @param maxBytes of all files together
   * @throws IOException when the folder cannot be used
   */
  public Spool(Path folder, long maxBytes) throws IOException {
    this.folder = new BatchFolder(folder, ".rows", tag -> TAG.matcher(tag).matches(), maxBytes);
  }

  /**
   * Keeps a batch behind those that wait.
   *
   * @param batch under this id the database takes the batch only once
   * @throws IOException when it cannot be written; it is not kept then
   */
  public synchronized void add(UUID batch, List<ServiceLog> batchRows) throws IOException {
    String kind = batchRows.stream().anyMatch(Spool::isEventful) ? EVENTFUL : UNEVENTFUL;
    folder.add(kind + "_" + batch, batchRows.size(), ServiceLogCodec.write(batchRows), FIRST_TO_GO);
  }

  private static boolean isEventful(ServiceLog row) {
    return row.level().equals("WARN") || row.level().equals("ERROR");
  }

  /** The batch that waits longest, or null when none waits. */
  public synchronized @Nullable SpooledBatch first() {
    for (BatchFile file : folder.files()) {
      try {
        return new SpooledBatch(batch(file), ServiceLogCodec.read(folder.read(file)));
      } catch (IOException e) {
        // Cut by a full disk or by hand: what is behind it must not wait for it.
        damagedFiles++;
        folder.lose(file);
      }
    }
    return null;
  }

  /** Takes out a batch that is in the database. */
  public synchronized void remove(UUID batch) {
    folder.files().stream().filter(file -> batch(file).equals(batch)).forEach(folder::remove);
  }

  private static UUID batch(BatchFile file) {
    Matcher tag = TAG.matcher(file.tag());
    if (!tag.matches()) {
      throw new IllegalStateException("A file of another owner: " + file);
    }
    return UUID.fromString(tag.group(2));
  }

  /** Whether nothing waits. */
  public synchronized boolean isEmpty() {
    return folder.isEmpty();
  }

  /** Rows that wait. */
  public synchronized long rows() {
    return folder.rows();
  }

  /** Bytes of the files. */
  public synchronized long bytes() {
    return folder.bytes();
  }

  /** Rows that went because of the bound, or with a damaged file. */
  public synchronized long lostRows() {
    return folder.lostRows();
  }

  /** Files that could not be read. */
  public synchronized long damagedFiles() {
    return damagedFiles;
  }
}
