package io.opsagent.storage.series;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of some requests: of one endpoint or of all, in one span of time. Sums of two
 * are the counts of both together, except that {@link #maxPerSecond} of two processes is at least
 * the larger one. For one thread.
 */
public final class Traffic {
  private static final int SERVER_ERROR = 500;

  /** Numbers of at most three digits, one class for each first digit, 0 for what had no status. */
  private static final int STATUS_CLASSES = 6;

  /** The words of operations-api.md 6.7 are fewer. */
  private static final int MAX_CLIENTS = 32;

  /** No server has as many; what sends rubbish is counted under 0. */
  private static final int MAX_STATUSES = 64;

  private static final Integer[] BOXED = boxedStatuses();

  private final long[] byStatusClass = new long[STATUS_CLASSES];
  private final Tally<Integer> byStatus = new Tally<>();
  private final Tally<String> byLevel = new Tally<>();
  private final Tally<String> byClient = new Tally<>();
  private final Tally<NotStored> notStored = new Tally<>();
  private final DurationHistogram durations;
  private final @Nullable DistinctCount users;
  private final @Nullable DistinctCount addresses;
  private long requests;
  private long errors;
  private long inBytes;
  private long outBytes;
  private long sumMicros;
  private double sumSquaredMillis;
  private long maxPerSecond;

  private static Integer[] boxedStatuses() {
    Integer[] boxed = new Integer[1_000];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = i;
    }
    return boxed;
  }

  private Traffic(
      DurationHistogram durations,
      @Nullable DistinctCount users,
      @Nullable DistinctCount addresses) {
    this.durations = durations;
    this.users = users;
    this.addresses = addresses;
  }

  /** Nothing yet; with or without counts of different users and addresses. */
  public static Traffic empty(boolean withDistinct) {
    return new Traffic(
        new DurationHistogram(),
        withDistinct ? new DistinctCount() : null,
        withDistinct ? new DistinctCount() : null);
  }

  /** What a row says. */
  public static Traffic of(
      Counts counts,
      DurationHistogram durations,
      @Nullable DistinctCount users,
      @Nullable DistinctCount addresses) {
    Traffic traffic = new Traffic(durations, users, addresses);
    traffic.restore(counts);
    return traffic;
  }

  /** The same counts in another object. */
  public Traffic copy() {
    Traffic copy = empty(users != null);
    copy.add(this);
    return copy;
  }

  /**
   * Counts a request.
   *
   * @param level its name
   * @param status 0 for none
   * @param address empty if unknown
   */
  public void add(
      String level,
      int status,
      long durationMicros,
      long inBytes,
      long outBytes,
      @Nullable String user,
      String address) {
    requests++;
    // operations-api.md 6.7, in the form of [A]: by level or by status.
    errors += level.equals("ERROR") || status >= SERVER_ERROR ? 1 : 0;
    byStatusClass[statusClass(status)]++;
    countStatus(status, 1);
    byLevel.add(level, 1);
    this.inBytes += inBytes;
    this.outBytes += outBytes;
    sumMicros += durationMicros;
    double millis = durationMicros / 1_000.0;
    sumSquaredMillis += millis * millis;
    durations.add(durationMicros);
    if (users != null && user != null) {
      users.add(user);
    }
    if (addresses != null && !address.isEmpty()) {
      addresses.add(address);
    }
  }

  /**
   * Counts a property of the client of a request.
   *
   * @param property from a fixed set, such as {@code device.pc}; without comma and equals sign
   */
  public void addClient(String property) {
    countClient(property, 1);
  }

  private void countClient(String property, long count) {
    if (byClient.has(property) || byClient.size() < MAX_CLIENTS) {
      byClient.add(property, count);
    }
  }

  /** Counts requests that have no row in the log. */
  public void addNotStored(NotStored reason, long count) {
    notStored.add(reason, count);
  }

  private static int statusClass(int status) {
    return status >= 100 && status < 600 ? status / 100 : 0;
  }

  private void countStatus(int status, long count) {
    Integer key = boxed(status);
    byStatus.add(byStatus.has(key) || byStatus.size() < MAX_STATUSES ? key : boxed(0), count);
  }

  /** A new object for each request would be garbage. */
  private static Integer boxed(int status) {
    return status >= 0 && status < BOXED.length ? BOXED[status] : (Integer) status;
  }

  /** Adds all of another one. Different users and addresses are counted if both count them. */
  public void add(Traffic other) {
    requests += other.requests;
    errors += other.errors;
    for (int i = 0; i < STATUS_CLASSES; i++) {
      byStatusClass[i] += other.byStatusClass[i];
    }
    other.byStatus.forEach(this::countStatus);
    other.byClient.forEach(this::countClient);
    other.byLevel.forEach(byLevel::add);
    other.notStored.forEach(this::addNotStored);
    inBytes += other.inBytes;
    outBytes += other.outBytes;
    sumMicros += other.sumMicros;
    sumSquaredMillis += other.sumSquaredMillis;
    maxPerSecond = Math.max(maxPerSecond, other.maxPerSecond);
    durations.add(other.durations);
    if (users != null && other.users != null) {
      users.add(other.users);
    }
    if (addresses != null && other.addresses != null) {
      addresses.add(other.addresses);
    }
  }

  /** Says how many requests there were in the busiest second. */
  public void maxPerSecond(long value) {
    maxPerSecond = Math.max(maxPerSecond, value);
  }

  /** Requests that ended. */
  public long requests() {
    return requests;
  }

  /** Of these, those of level ERROR or with a status of 500 and more. */
  public long errors() {
    return errors;
  }

  /**
   * Requests by the first digit of their status.
   *
   * @param firstDigit 1 to 5, or 0 for those without a status
   */
  public long ofStatusClass(int firstDigit) {
    return byStatusClass[firstDigit];
  }

  /** Requests by status, without those that are 0. */
  public Map<Integer, Long> byStatus() {
    return byStatus.toMap();
  }

  /** Requests by the name of their level, without those that are 0. */
  public Map<String, Long> byLevel() {
    return byLevel.toMap();
  }

  /** Requests by property of the client; only where all requests are counted together. */
  public Map<String, Long> byClient() {
    return byClient.toMap();
  }

  /** Requests without a row in the log, by the reason, without those that are 0. */
  public Map<NotStored, Long> notStored() {
    return notStored.toMap();
  }

  /** Bytes that came in. */
  public long inBytes() {
    return inBytes;
  }

  /** Bytes that went out. */
  public long outBytes() {
    return outBytes;
  }

  /** Mean of the durations, in milliseconds; 0 without requests. */
  public double meanMillis() {
    return requests == 0 ? 0 : sumMicros / 1_000.0 / requests;
  }

  /** Standard deviation of the durations as of a population, in milliseconds. */
  public double deviationMillis() {
    if (requests == 0) {
      return 0;
    }
    double mean = meanMillis();
    return Math.sqrt(Math.max(0, sumSquaredMillis / requests - mean * mean));
  }

  /** All durations. */
  public DurationHistogram durations() {
    return durations;
  }

  /** Different users, or null where they are not counted. */
  public @Nullable DistinctCount users() {
    return users;
  }

  /** Different addresses, or null where they are not counted. */
  public @Nullable DistinctCount addresses() {
    return addresses;
  }

  /** Requests in the busiest second. */
  public long maxPerSecond() {
    return maxPerSecond;
  }

  /** All that is a plain number. */
  public Counts counts() {
    return new Counts(
        requests,
        errors,
        inBytes,
        outBytes,
        sumMicros,
        sumSquaredMillis,
        maxPerSecond,
        byStatus.toMap(),
        byLevel.toMap(),
        byClient.toMap(),
        notStored.toMap());
  }

  private void restore(Counts counts) {
    requests = counts.requests();
    errors = counts.errors();
    inBytes = counts.inBytes();
    outBytes = counts.outBytes();
    sumMicros = counts.sumMicros();
    sumSquaredMillis = counts.sumSquaredMillis();
    maxPerSecond = counts.maxPerSecond();
    counts
        .byStatus()
        .forEach(
            (status, count) -> {
              byStatus.add(status, count);
              byStatusClass[statusClass(status)] += count;
            });
    counts.byLevel().forEach(byLevel::add);
    counts.byClient().forEach(byClient::add);
    counts.notStored().forEach(notStored::add);
  }

  /**
   * The plain numbers of a {@link Traffic}. Immutable.
   *
   * @param requests that ended
   * @param errors of level ERROR or with a status of 500 and more
   * @param inBytes that came in
   * @param outBytes that went out
   * @param sumMicros of all durations
   * @param sumSquaredMillis of the squares of all durations in milliseconds
   * @param maxPerSecond requests in the busiest second
   * @param byStatus requests by status, 0 for none
   * @param byLevel requests by the name of their level
   * @param byClient requests by property of the client
   * @param notStored requests without a row, by the reason
   */
  public record Counts(
      long requests,
      long errors,
      long inBytes,
      long outBytes,
      long sumMicros,
      double sumSquaredMillis,
      long maxPerSecond,
      Map<Integer, Long> byStatus,
      Map<String, Long> byLevel,
      Map<String, Long> byClient,
      Map<NotStored, Long> notStored) {}
}
