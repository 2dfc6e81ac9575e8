package io.opsagent.settings;

/** What is measured in every cycle, and how long it is kept (operations-api.md 11.2). */
public final class MonitorKeys {
  private static final long SECOND_MILLIS = 1000;
  private static final long HOUR_MILLIS = 3600 * SECOND_MILLIS;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

  // Filled by the constants below in the order in which they stand; must come before them.
  static final KeyList LIST = new KeyList();

  /** Whether hosts are left out. */
  public static final Key<Boolean> SERVER_DISABLED = disabled("server", "the host");

  /** Whether instances are left out. */
  public static final Key<Boolean> INSTANCE_DISABLED =
      disabled("instance", "the instance, which are all processes of the service on this host,");

  /** Whether processes are left out. */
  public static final Key<Boolean> WORKER_DISABLED = disabled("worker", "this process");

  /** Whether the databases of the application are left out. */
  public static final Key<Boolean> DATABASE_DISABLED =
      disabled("database", "each database that the application has a connection to");

  /** Age at which samples of hosts are deleted, milliseconds. */
  public static final Key<Long> SERVER_RETENTION = retention("server", "the host", 7 * DAY_MILLIS);

  /** Age at which samples of instances are deleted, milliseconds. */
  public static final Key<Long> INSTANCE_RETENTION =
      retention("instance", "instances", 7 * DAY_MILLIS);

  /** Age at which samples of processes are deleted, milliseconds. */
  public static final Key<Long> WORKER_RETENTION = retention("worker", "processes", DAY_MILLIS);

  /** Whether heap dumps may be written. */
  public static final Key<Boolean> HEAP_DUMP =
      LIST.with(
              KeyGroup.MONITOR,
              "runtime.heap-dump",
              new BooleanType(),
              Boolean.FALSE,
              "Whether heap dumps may be written through the API. They hold secrets, and the application"
                  + " stands still meanwhile.")
          .reloadable();

  /** Whether caches are left out. */
  public static final Key<Boolean> CACHE_DISABLED =
      disabled("cache", "the caches that the application uses");

  /** Age at which samples of caches are deleted, milliseconds. */
  public static final Key<Long> CACHE_RETENTION = retention("cache", "caches", 7 * DAY_MILLIS);

  /** Age at which samples of databases are deleted, milliseconds. */
  public static final Key<Long> DATABASE_RETENTION =
      retention("database", "databases", 7 * DAY_MILLIS);

  /** Duration from which on a statement is slow, milliseconds. */
  public static final Key<Long> SLOW_STATEMENT =
      LIST.with(
              KeyGroup.MONITOR,
              "monitor.slow-statement",
              new DurationType(1, HOUR_MILLIS),
              SECOND_MILLIS / 2,
              "Duration from which on a statement of the application counts as slow.")
          .reloadable();

  private static Key<Boolean> disabled(String name, String words) {
    return LIST.with(
            KeyGroup.MONITOR,
            "monitor." + name + "-disabled",
            new BooleanType(),
            Boolean.FALSE,
            "Whether " + words + (name.equals("cache") ? " are" : " is") + " not measured.")
        .reloadable();
  }

  private static Key<Long> retention(String name, String words, long defaultMillis) {
    return LIST.with(
            KeyGroup.MONITOR,
            "monitor." + name + "-retention",
            new DurationType(HOUR_MILLIS, 365 * DAY_MILLIS),
            defaultMillis,
            "Age at which what was measured of " + words + " in a cycle is deleted.")
        .reloadable();
  }

  private MonitorKeys() {}
}
