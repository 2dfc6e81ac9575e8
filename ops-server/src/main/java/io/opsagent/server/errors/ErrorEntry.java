package io.opsagent.server.errors;

import io.opsagent.server.statistics.HourlyEntry;
import io.opsagent.storage.errors.ErrorCount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the counts of an hour, while it goes on. Guarded by its {@link ErrorCounter}. */
final class ErrorEntry extends HourlyEntry<ErrorEntry.Key> {
  private static final int MAX_TEXT_CHARS = 500;

  private final @Nullable String route;
  private @Nullable String place;
  private @Nullable String message;
  private long errors;
  private long notStored;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  ErrorEntry(Key key, @Nullable String route) {
    super(key);
    this.route = route;
  }

  /** What is counted together. */
  record Key(Instant hour, String fingerprint, String exceptionType, String endpoint)
      implements HourlyEntry.Key {}

  void add(SeenError error) {
    errors++;
    notStored += error.isStored() ? 0 : 1;
    first = error.time().isBefore(first) ? error.time() : first;
    last = error.time().isAfter(last) ? error.time() : last;
    place = error.place() == null ? place : cut(error.place());
    message = error.message() == null ? message : cut(error.message());
    changed();
  }

  /** What was counted so far. */
  ErrorCount count(String service) {
    return new ErrorCount(
        service,
        key().hour(),
        key().fingerprint(),
        key().exceptionType(),
        key().endpoint(),
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
