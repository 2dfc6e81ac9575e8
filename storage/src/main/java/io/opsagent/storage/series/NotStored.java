package io.opsagent.storage.series;

import java.util.Locale;

/** Why a request that was counted, or lost before that, has no row in the log. */
public enum NotStored {
  /** A rule of the log says so: this is what the user asked for. */
  EXCLUDED,
  /** Uneventful, and its budget was used up. */
  BUDGET,
  /** Of level WARN or above, or slow, and their budget was used up. */
  EVENTFUL_BUDGET,
  /** The queue to the database was full. */
  QUEUE,
  /** The ring was full: it is in no other count. */
  RING;

  /** Its name in the table and in answers. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
