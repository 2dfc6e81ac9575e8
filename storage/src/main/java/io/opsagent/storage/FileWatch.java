package io.opsagent.storage;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells the operator when the file of the database was deleted or replaced under the running agent.
 * H2 does not notice: it goes on writing into a file that has no name any more, whose rows can
 * still be read in this process and are gone when it ends.
 *
 * <p>Nothing is mended here. The rows in the nameless file are all there is, and only a person
 * knows whether they are wanted.
 */
public final class FileWatch {
  /** How often the same trouble is said again. */
  static final Duration REPEAT = Duration.ofHours(1);

  private final @Nullable ReopeningDatabase file;
  private final StorageEvents events;
  private volatile @Nullable String problem;

  // Of the thread that runs it.
  private Instant lastSaid = Instant.MIN;

  /**
   * A watch.
   *
   * @param file null where the database is on a server
   */
  FileWatch(@Nullable ReopeningDatabase file, StorageEvents events) {
    this.file = file;
    this.events = events;
  }

  /**
   * Looks at the file once. Meant for the caller's cycle; any thread, but one at a time.
   *
   * @param now limits the notices: one when the trouble is first seen, then one an hour, and one
   *     when it is over
   */
  public void run(Instant now) {
    ReopeningDatabase database = file;
    if (database == null) {
      return;
    }
    if (database.isFileInPlace()) {
      if (problem != null) {
        problem = null;
        lastSaid = Instant.MIN;
        events.notice("The operations database " + database.path() + " is in its place again.");
      }
      return;
    }
    String text =
        "The operations database "
            + database.path()
            + " was deleted or replaced under the running agent. New rows go into the deleted file"
            + " and are lost when this process ends; restart the application to begin a new"
            + " database.";
    problem = text;
    // Before: the clock was set back.
    if (lastSaid.equals(Instant.MIN)
        || now.isBefore(lastSaid)
        || !now.isBefore(lastSaid.plus(REPEAT))) {
      lastSaid = now;
      events.notice(text);
    }
  }

  /** What is wrong with the file, in plain words, or null. Any thread. */
  public @Nullable String problem() {
    return problem;
  }
}
