package io.opsagent.capture.sql;

import org.jspecify.annotations.Nullable;

/** How long connections of one pool were waited for, at one moment. Immutable. */
public final class PoolWaits {
  private final long count;
  private final long nanos;
  private final long maxNanos;
  private final long failures;
  private final long[] durations;

  PoolWaits(long count, long nanos, long maxNanos, long failures, long[] durations) {
    this.count = count;
    this.nanos = nanos;
    this.maxNanos = maxNanos;
    this.failures = failures;
    this.durations = durations;
  }

  /** Connections that were asked for since the start. */
  public long count() {
    return count;
  }

  /** Nanoseconds that these took together. */
  public long nanos() {
    return nanos;
  }

  /** Nanoseconds of the longest one since the reading before. */
  public long maxNanos() {
    return maxNanos;
  }

  /** Those that ended without a connection, since the start. */
  public long failures() {
    return failures;
  }

  /**
   * A percentile of what was waited since an earlier reading, nanoseconds, within a fifth; -1 when
   * nothing was.
   *
   * @param before null for the start
   * @param share 0 to 1
   */
  public long percentileNanos(@Nullable PoolWaits before, double share) {
    return Durations.percentile(
        before == null ? Durations.none() : before.durations, durations, share);
  }
}
