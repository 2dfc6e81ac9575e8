package io.opsagent.storage;

import java.io.IOException;
import java.util.Map;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SingleFileStore;

/**
 * A closed H2 file, written anew without what is free in it. H2's own way to do so ({@code SHUTDOWN
 * COMPACT}) left an empty store when the process was killed in its midst; here the old file keeps
 * its name until one rename, and a copy that is not finished is deleted, now or at the next
 * opening.
 */
final class H2Copy {
  /** In megabytes, of each of the two files: this lives in the application's heap. */
  private static final int CACHE_MEGABYTES = 2;

  /** How the names of the logs of transactions begin. */
  private static final String UNDO_LOG = "undoLog";

  private H2Copy() {}

  /**
   * Writes the copy and puts it in the place of the file. For one thread, while nobody has the file
   * open. As long as it takes; the copy goes if it fails, and the file is as it was.
   *
   * @throws IOException when the copy cannot be renamed, or a transaction in the file has not
   *     ended: its log names tables by numbers that are others in the copy
   * @throws RuntimeException as H2 throws it, when a file cannot be read or written
   */
  static void takeThePlaceOf(H2File file) throws IOException {
    if (hasUnfinishedTransaction(file)) {
      throw new IOException("a transaction in the file has not ended");
    }
    try {
      MVStore.compact(
          file.path().toString(),
          file.copy().toString(),
          false,
          new Settings(Map.of("cacheSize", CACHE_MEGABYTES)));
      file.replaceByCopy();
    } finally {
      file.deleteCopy();
    }
  }

  /** Whether a transaction left something of its log in a file that nobody has open. */
  static boolean hasUnfinishedTransaction(H2File file) {
    try (MVStore store =
        new MVStore.Builder()
            .fileName(file.path().toString())
            .cacheSize(CACHE_MEGABYTES)
            .readOnly()
            .open()) {
      return store.getMapNames().stream()
          .anyMatch(name -> name.startsWith(UNDO_LOG) && store.hasData(name));
    }
  }

  /**
   * H2 opens two other stores with the settings of this one, and closes it although it is not open.
   */
  private static final class Settings extends SingleFileStore {
    Settings(Map<String, Object> settings) {
      super(settings);
    }

    @Override
    public void close() {
      // Never open: H2's own would fail.
    }
  }
}
