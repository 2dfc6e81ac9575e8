package io.opsagent.server;

import io.opsagent.storage.OwnerOnly;
import io.opsagent.storage.spool.SeriesSpool;
import io.opsagent.storage.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The folders in which rows and statistics wait while the database is away. One that cannot be used
 * is said once, and what it is for waits in memory. For the start.
 */
final class Spools {
  private final Path folder;
  private final long maxBytes;
  private final Consumer<String> notices;

  /**
   * Spools that are not open.
   *
   * @param slotDirectory of this process in the data directory
   * @param maxBytes of rows; 0 keeps them and the statistics in memory
   * @param notices takes what the operator should know
   */
  Spools(Path slotDirectory, long maxBytes, Consumer<String> notices) {
    this.folder = slotDirectory.resolve("spool");
    this.maxBytes = maxBytes;
    this.notices = notices;
  }

  /** Opens that of rows; null when they wait in memory. */
  @Nullable Spool rows() {
    try {
      return maxBytes == 0 ? null : new Spool(folder, maxBytes);
    } catch (IOException e) {
      say(folder, e);
      return null;
    }
  }

  /** Opens that of statistics, which are few beside rows; null when they wait in memory. */
  @Nullable SeriesSpool statistics() {
    Path below = folder.resolve("statistics");
    try {
      OwnerOnly.createOrRestrictFolder(folder);
      return maxBytes == 0 ? null : new SeriesSpool(below, maxBytes / 4);
    } catch (IOException e) {
      say(below, e);
      return null;
    }
  }

  private void say(Path unusable, IOException failure) {
    notices.accept(
        unusable
            + " cannot be used ("
            + failure.getMessage()
            + "): while the database is away, rows wait in memory. Set data-dir to a writable"
            + " folder.");
  }
}
