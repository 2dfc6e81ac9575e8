package io.opsagent.server.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failed attempts to get in, by user and address, so that passwords and secrets cannot be
 * tried out. The map is bounded: the key that was used longest ago goes, and is counted. Any
 * thread.
 */
public final class AttemptLimiter {
  private static final int MAX_KEYS = 10_000;
  private static final long WINDOW_NANOS = 300L * 1_000_000_000L;

  /** One user from one address: a person who mistypes. */
  private static final int MAX_OF_PAIR = 5;

  /** One address, whatever the user: many people can share one. */
  private static final int MAX_OF_ADDRESS = 30;

  /** One user, whatever the address: guessing from many machines. */
  private static final int MAX_OF_SUBJECT = 100;

  private final LongSupplier nanoTime;
  private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);
  private long forgotten;

  /** A limiter that has seen nothing. */
  public AttemptLimiter() {
    this(System::nanoTime);
  }

  AttemptLimiter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * How long this caller must wait before the next attempt.
   *
   * @return seconds, 0 when it may try now
   */
  public synchronized int waitSeconds(String subject, String address) {
    long now = nanoTime.getAsLong();
    long waitNanos = 0;
    for (Limit limit : limits(subject, address)) {
      Failures found = failures.get(limit.key());
      if (found != null && found.count >= limit.max()) {
        waitNanos = Math.max(waitNanos, WINDOW_NANOS - (now - found.firstNanos));
      }
    }
    return waitNanos <= 0 ? 0 : (int) (waitNanos / 1_000_000_000L) + 1;
  }

  /** Notes a failed attempt. */
  public synchronized void failed(String subject, String address) {
    long now = nanoTime.getAsLong();
    for (Limit limit : limits(subject, address)) {
      Failures found = failures.get(limit.key());
      if (found == null || now - found.firstNanos > WINDOW_NANOS) {
        found = new Failures(now);
        failures.put(limit.key(), found);
      }
      found.count++;
    }
    while (failures.size() > MAX_KEYS) {
      failures.remove(failures.keySet().iterator().next());
      forgotten++;
    }
  }

  /** Notes that this user got in from this address, so his earlier mistakes do not count. */
  public synchronized void succeeded(String subject, String address) {
    failures.remove(limits(subject, address).get(0).key());
  }

  /** How many keys were forgotten for want of room. */
  public synchronized long forgotten() {
    return forgotten;
  }

  private static List<Limit> limits(String subject, String address) {
    String user = subject.length() > 200 ? subject.substring(0, 200) : subject;
    return List.of(
        new Limit("pair " + address + " " + user, MAX_OF_PAIR),
        new Limit("address " + address, MAX_OF_ADDRESS),
        new Limit("subject " + user, MAX_OF_SUBJECT));
  }

  private record Limit(String key, int max) {}

  private static final class Failures {
    private final long firstNanos;
    private int count;

    Failures(long firstNanos) {
      this.firstNanos = firstNanos;
    }
  }
}
