package io.opsagent.server.errors;

import io.opsagent.storage.errors.ErrorCount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the counts of an hour, while it goes on. Guarded by its {@link ErrorCounter}. */
final class ErrorEntry {
  private static final int MAX_TEXT_CHARS = 500;

  private final Key key;
  private final @Nullable String route;
  private @Nullable String place;
  private @Nullable String message;
  private long errors;
  private long notStored;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  /** Counts the changes, so that what came while it was written is not taken for written. */
  private long version;

  private long writtenVersion;

  ErrorEntry(Key key, @Nullable String route) {
    this.key = key;
    this.route = route;
  }

  /** What is counted together. */
  record Key(Instant hour, String fingerprint, String exceptionType, String endpoint) {}

  void add(SeenError error) {
    errors++;
    notStored += error.isStored() ? 0 : 1;
    first = error.time().isBefore(first) ? error.time() : first;
    last = error.time().isAfter(last) ? error.time() : last;
    place = error.place() == null ? place : cut(error.place());
    message = error.message() == null ? message : cut(error.message());
    version++;
  }

  Key key() {
    return key;
  }

  long version() {
    return version;
  }

  boolean isWritten() {
    return version == writtenVersion;
  }

  void written(long at) {
    writtenVersion = at;
  }

  /** What was counted so far. */
  ErrorCount count(String service) {
    return new ErrorCount(
        service,
        key.hour(),
        key.fingerprint(),
        key.exceptionType(),
        key.endpoint(),
        route,
        place,
        message,
        errors,
        notStored,
        first,
        last);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS);
  }
}
