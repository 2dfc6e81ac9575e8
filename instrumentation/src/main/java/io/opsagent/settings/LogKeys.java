package io.opsagent.settings;

import io.opsagent.rules.Level;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What is kept of requests, how much of it and for how long (operations-api.md 6 and 11.2). A
 * change of the properties file counts at once, except for the two keys that say how the agent's
 * threads work.
 */
public final class LogKeys {
  private static final long KILO_BYTES = 1024;
  private static final long MEGA_BYTES = 1024 * KILO_BYTES;
  private static final long SECOND_MILLIS = 1000;
  private static final long HOUR_MILLIS = 3600 * SECOND_MILLIS;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final long YEAR_MILLIS = 366 * DAY_MILLIS;

  // Filled by the constants below in the order in which they stand; must come before them.
  static final KeyList LIST = new KeyList();

  /** Names that make a key secret (operations-api.md 6.5). */
  public static final Key<List<String>> SECRET_NAMES =
      LIST.with(
              KeyGroup.LOG,
              "secret-names",
              new ListType("names or parts of names", new PlainForm()),
              Collections.unmodifiableList(
                  Arrays.asList(
                      "password",
                      "secret",
                      "dsn",
                      "sessionid",
                      "pwd",
                      "passphrase",
                      "cookie",
                      "authorization",
                      "_token",
                      "_key")),
              "A header, parameter, member, element or column whose name contains one of these is"
                  + " masked; an empty list masks nothing.")
          .reloadable();

  /** Time between two background cycles, milliseconds. */
  public static final Key<Long> WORKER_CYCLE =
      LIST.with(
          KeyGroup.LOG,
          "worker-cycle",
          new DurationType(1000, 3600 * 1000),
          30L * 1000,
          "Time between two background cycles, which store what was recorded and measure.");

  /** Number of waiting rows at which storing starts before the next cycle. */
  public static final Key<Integer> MAX_BACKLOG =
      LIST.with(
          KeyGroup.LOG,
          "max-backlog",
          IntegerType.range(1, 100_000),
          100,
          "Number of waiting requests at which storing starts before the next cycle.");

  /** Longest text kept of each body, bytes. */
  public static final Key<Long> MAX_BODY_BYTES =
      LIST.with(
              KeyGroup.LOG,
              "log.max-body-bytes",
              new SizeType(0, MEGA_BYTES),
              16 * KILO_BYTES,
              "Most bytes that are copied of each request body and each response body; 0 copies none.")
          .reloadable();

  /** Whether an error that the application logs makes the whole request one. */
  public static final Key<Boolean> LEVEL_FROM_MESSAGES =
      LIST.with(
              KeyGroup.LOG,
              "log.level-from-messages",
              new BooleanType(),
              Boolean.FALSE,
              "Whether a logged ERROR raises the level of its request. Off: applications log errors that they"
                  + " have dealt with.")
          .reloadable();

  /** Most that waits on disk while the database is away, bytes. */
  public static final Key<Long> MAX_SPOOL_BYTES =
      LIST.with(
          KeyGroup.LOG,
          "log.max-spool-bytes",
          new SizeType(0, 10 * 1024 * MEGA_BYTES),
          64 * MEGA_BYTES,
          "Most bytes of requests that wait in files while the database is away; 0 keeps them in"
              + " memory.");

  /** Time after which any row is deleted, milliseconds. */
  public static final Key<Long> MAX_RETENTION_TIME =
      LIST.with(
              KeyGroup.LOG,
              "max-retention-time",
              new DurationType(HOUR_MILLIS, 10 * YEAR_MILLIS),
              90 * DAY_MILLIS,
              "Age at which everything that was recorded is deleted, whatever other keys say.")
          .reloadable();

  /** Whose days reports and statistics are of. */
  public static final Key<String> TIME_ZONE =
      LIST.with(
          KeyGroup.LOG,
          "time-zone",
          new TextType(
              "time zone", "a time zone such as UTC, Europe/Berlin or +05:30", new ZoneForm()),
          "UTC",
          "Time zone whose days the daily statistics and reports are of.");

  /** Whether a row may go after {@link #VOLATILE_MAINTAIN}, unless another rule keeps it. */
  public static final Key<Boolean> DEFAULT_VOLATILE =
      LIST.with(
              KeyGroup.LOG,
              "log.default-volatile",
              new BooleanType(),
              Boolean.TRUE,
              "Whether requests that no other rule keeps are deleted after `log.volatile-maintain`.")
          .reloadable();

  /** Age at which volatile rows are deleted, milliseconds. */
  public static final Key<Long> VOLATILE_MAINTAIN =
      LIST.with(
              KeyGroup.LOG,
              "log.volatile-maintain",
              new DurationType(60 * SECOND_MILLIS, 10 * YEAR_MILLIS),
              7 * DAY_MILLIS,
              "Age at which volatile requests are deleted.")
          .reloadable();

  /** Level from which rows are not volatile. */
  public static final Key<Level> PERSIST_LEVEL =
      LIST.with(
              KeyGroup.LOG,
              "log.persist-level",
              new WordType<Level>(Level.values()),
              Level.WARN,
              "Level from which a request is kept for `max-retention-time`.")
          .reloadable();

  /** Duration from which rows are not volatile, milliseconds; 0 for none. */
  public static final Key<Long> PERSIST_DURATION_LIMIT =
      LIST.with(
              KeyGroup.LOG,
              "log.persist-duration-limit",
              new DurationType(0, DAY_MILLIS),
              5 * SECOND_MILLIS,
              "Duration from which a request is kept for `max-retention-time` and counts as slow; 0"
                  + " for none.")
          .reloadable();

  /** Level from which request bodies are kept; without it, by {@link Keys#PRODUCTION}. */
  public static final Key<Level> STORE_DATA_LEVEL =
      LIST.without(
              KeyGroup.LOG,
              "log.store-data-level",
              new WordType<Level>(Level.values()),
              "`warn` if `production`, else `info`",
              "Level from which the body of a POST, PUT, PATCH or DELETE request is kept.")
          .reloadable();

  /** Level from which bodies of answers are kept; without it, by {@link Keys#PRODUCTION}. */
  public static final Key<Level> STORE_RESULT_LEVEL =
      LIST.without(
              KeyGroup.LOG,
              "log.store-result-level",
              new WordType<Level>(Level.values()),
              "`warn` if `production`, else `info`",
              "Level from which the body of the answer is kept.")
          .reloadable();

  /** Level from which headers are kept; without it, by {@link Keys#PRODUCTION}. */
  public static final Key<Level> STORE_HEADERS_LEVEL =
      LIST.without(
              KeyGroup.LOG,
              "log.store-headers-level",
              new WordType<Level>(Level.values()),
              "`warn` if `production`, else `info`",
              "Level from which the headers of request and answer are kept.")
          .reloadable();

  /** Methods of which only failures become rows; in capitals. */
  public static final Key<List<String>> EXCLUDE_METHODS =
      LIST.with(
              KeyGroup.LOG,
              "log.exclude-methods",
              new ListType("methods such as HEAD", new MethodForm()),
              Collections.unmodifiableList(Arrays.asList("OPTIONS", "CONNECT", "TRACE", "HEAD")),
              "Methods of which only failed requests (status 400 and above, or an exception) are"
                  + " kept; all are counted.")
          .reloadable();

  /** Statuses of which only failures become rows. */
  public static final Key<List<String>> EXCLUDE_STATUS =
      LIST.with(
              KeyGroup.LOG,
              "log.exclude-status",
              new ListType("statuses from 100 to 599", new StatusForm()),
              Collections.<String>emptyList(),
              "Statuses of which only failed requests are kept; all are counted.")
          .alias("log.exclude-statuses")
          .alias("log.exclude-status-codes")
          .reloadable();

  /** Request headers that keep a request from becoming a row; lower case. */
  public static final Key<List<String>> EXCLUDE_REQUEST_HEADERS =
      LIST.with(
              KeyGroup.LOG,
              "log.exclude-request-headers",
              new ListType("names of headers", new HeaderNameForm()),
              Collections.<String>emptyList(),
              "A request with one of these headers is kept only if it failed; all are counted.")
          .reloadable();

  /** Headers of the answer that keep a request from becoming a row; lower case. */
  public static final Key<List<String>> EXCLUDE_RESPONSE_HEADERS =
      LIST.with(
              KeyGroup.LOG,
              "log.exclude-response-headers",
              new ListType("names of headers", new HeaderNameForm()),
              Collections.<String>emptyList(),
              "A request whose answer has one of these headers is kept only if it failed.")
          .reloadable();

  /** Whether readers see no address. */
  public static final Key<Boolean> HIDE_IP_ADDRESS =
      LIST.with(
              KeyGroup.LOG,
              "log.hide-ip-address",
              new BooleanType(),
              Boolean.FALSE,
              "Whether the API shows `*.*.*.*` in place of addresses of clients.")
          .reloadable();

  /** Whether readers see no user. */
  public static final Key<Boolean> HIDE_USER_ID =
      LIST.with(
              KeyGroup.LOG,
              "log.hide-user-id",
              new BooleanType(),
              Boolean.FALSE,
              "Whether the API shows `***` in place of names of users.")
          .reloadable();

  /** Uneventful rows a second in the long run. */
  public static final Key<Integer> MAX_ROWS_PER_SECOND =
      LIST.with(
              KeyGroup.LOG,
              "log.max-rows-per-second",
              IntegerType.range(0, 100_000),
              50,
              "Uneventful requests (below WARN and not slow) that each process keeps a second in"
                  + " the long run; all are counted.")
          .reloadable();

  /** Uneventful rows that may come at once. */
  public static final Key<Integer> MAX_ROWS_BURST =
      LIST.with(
              KeyGroup.LOG,
              "log.max-rows-burst",
              IntegerType.range(0, 1_000_000),
              3_000,
              "Uneventful requests that are kept at once after a quiet time.")
          .reloadable();

  /** Rows of WARN and above, and slow ones, a second. */
  public static final Key<Integer> MAX_EVENTFUL_ROWS_PER_SECOND =
      LIST.with(
              KeyGroup.LOG,
              "log.max-eventful-rows-per-second",
              IntegerType.range(1, 100_000),
              1_000,
              "Requests from WARN up and slow ones that each process keeps a second.")
          .reloadable();

  private LogKeys() {}
}
