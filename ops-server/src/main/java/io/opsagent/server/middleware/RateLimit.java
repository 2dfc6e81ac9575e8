package io.opsagent.server.middleware;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * {@code ratelimit}: one address makes at most so many requests in a second, twice as many in the
 * first; the answer to others is 429 with {@code Retry-After}. Of the addresses, at most 1,024 are
 * known, those that called last; an IPv6 network of 64 bits counts as one. Safe for several
 * threads.
 */
final class RateLimit implements Middleware {
  static final String NAME = "ratelimit";
  static final int MAX_ADDRESSES = 1_024;
  private static final int BURST_SECONDS = 2;

  /** Whoever supervises the process asks through the same proxy as everybody else. */
  private static final Set<String> NOT_LIMITED = Set.of("/healthz", "/readyz");

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int requestsPerSecond;
  private final LongSupplier nanoTime;
  private final LongAdder refused = new LongAdder();
  private final LongAdder forgotten = new LongAdder();

  /** By network, in the order of the last call. Guarded by itself. */
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

  /**
   * A limit.
   *
   * @param requestsPerSecond for one address, in the long run
   * @param nanoTime {@link System#nanoTime}
   */
  RateLimit(int requestsPerSecond, LongSupplier nanoTime) {
    this.requestsPerSecond = requestsPerSecond;
    this.nanoTime = nanoTime;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void handle(ApiCall call, Chain next) throws Exception {
    if (NOT_LIMITED.contains(call.path()) || mayPass(call.remoteAddress())) {
      next.proceed();
      return;
    }
    refused.increment();
    call.answer(
        429,
        "more than "
            + requestsPerSecond
            + " requests in a second from this address; try again in a second (rate-limit sets how"
            + " many)");
  }

  boolean mayPass(String address) {
    String network = network(address);
    long now = nanoTime.getAsLong();
    synchronized (buckets) {
      Bucket bucket = buckets.get(network);
      if (bucket == null) {
        if (buckets.size() >= MAX_ADDRESSES) {
          Iterator<String> oldest = buckets.keySet().iterator();
          oldest.next();
          oldest.remove();
          forgotten.increment();
        }
        bucket = new Bucket(BURST_SECONDS * (double) requestsPerSecond, now);
        buckets.put(network, bucket);
      }
      return bucket.take(now, requestsPerSecond);
    }
  }

  /** How many requests were refused. */
  long refused() {
    return refused.sum();
  }

  /** How many addresses were forgotten because others came. */
  long forgotten() {
    return forgotten.sum();
  }

  int knownAddresses() {
    synchronized (buckets) {
      return buckets.size();
    }
  }

  /** A caller owns a whole IPv6 network of 64 bits and can change its address at will. */
  static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    String plain = address.startsWith("[") ? address.substring(1) : address;
    int end = -1;
    for (int group = 0; group < 4; group++) {
      end = plain.indexOf(':', end + 1);
      if (end < 0 || plain.startsWith("::", end)) {
        // Short forms name few networks, such as ::1; they count as they are.
        return plain;
      }
    }
    return plain.substring(0, end);
  }

  /** Tokens that come back with time. Guarded by the map. */
  private static final class Bucket {
    private double tokens;
    private long atNanos;

    Bucket(double tokens, long atNanos) {
      this.tokens = tokens;
      this.atNanos = atNanos;
    }

    boolean take(long nowNanos, int perSecond) {
      double come = (nowNanos - atNanos) * (perSecond / NANOS_PER_SECOND);
      tokens = Math.min(BURST_SECONDS * (double) perSecond, tokens + Math.max(0, come));
      atNanos = nowNanos;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
