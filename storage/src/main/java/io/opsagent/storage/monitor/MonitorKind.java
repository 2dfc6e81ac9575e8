package io.opsagent.storage.monitor;

/** What a monitor measures (operations-api.md 8). */
public enum MonitorKind {
  /** A host. */
  SERVER,
  /** All workers of a service on a host. */
  INSTANCE,
  /** A process. */
  WORKER,
  /** A database that the application uses. */
  DATABASE,
  /** A cache that the application uses. */
  CACHE
}
