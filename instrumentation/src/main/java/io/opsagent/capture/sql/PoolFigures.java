package io.opsagent.capture.sql;

import org.jspecify.annotations.Nullable;

/** What a pool says of itself at one moment; -1 for what it does not say. Immutable. */
public final class PoolFigures {
  private final @Nullable String name;
  private final @Nullable String url;
  private final int active;
  private final int idle;
  private final int waiting;
  private final int max;

  PoolFigures(
      @Nullable String name, @Nullable String url, int active, int idle, int waiting, int max) {
    this.name = name;
    this.url = url;
    this.active = active;
    this.idle = idle;
    this.waiting = waiting;
    this.max = max;
  }

  /** The name that the application gave it, or null. */
  public @Nullable String name() {
    return name;
  }

  /** Its JDBC URL as configured, secrets in it; null for a pool over a data source. */
  public @Nullable String url() {
    return url;
  }

  /** Connections that are there. */
  public int open() {
    return active < 0 || idle < 0 ? -1 : active + idle;
  }

  /** Connections that the application has. */
  public int active() {
    return active;
  }

  /** Connections that wait to be used. */
  public int idle() {
    return idle;
  }

  /** Threads that wait for a connection. */
  public int waiting() {
    return waiting;
  }

  /** Most connections. */
  public int max() {
    return max;
  }
}
