package io.opsagent.storage.errors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often one exception came at one endpoint within an hour, as one process counted it so far.
 * Immutable.
 *
 * @param service name of the service
 * @param hour its beginning, a whole hour of UTC
 * @param fingerprint 16 hex digits; {@link #UNKNOWN} where nobody knows it
 * @param exceptionType class name; {@link #OTHER} for those beyond the bound of an hour
 * @param endpoint operation id, empty for none
 * @param route pattern, or null
 * @param place first own frame, class and method, or null
 * @param message masked text of one of them, or null
 * @param errors how many
 * @param notStored how many of them have no row in the log
 * @param first arrival of the first
 * @param last arrival of the last
 */
public record ErrorCount(
    String service,
    Instant hour,
    String fingerprint,
    String exceptionType,
    String endpoint,
    @Nullable String route,
    @Nullable String place,
    @Nullable String message,
    long errors,
    long notStored,
    Instant first,
    Instant last) {

  /** Fingerprint of exceptions whose frames could not be read in time. */
  public static final String UNKNOWN = "";

  /** Type of those that found no place of their own in their hour. */
  public static final String OTHER = "other";
}
