package io.opsagent.server;

import io.opsagent.server.access.AccessRetention;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.DatabaseKeys;
import io.opsagent.settings.LogKeys;
import io.opsagent.storage.EmbeddedLimits;
import io.opsagent.storage.EmbeddedUpkeep;
import io.opsagent.storage.OperationsDatabase;
import io.opsagent.storage.StorageRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What the cycle does so that the database does not grow for ever, by the keys in force. */
final class StoreUpkeep {
  /** What {@code worker_retention} is by default (operations-api.md 11.2). */
  private static final Duration ENDED_WORKERS_KEPT = Duration.ofHours(24);

  private static final int MAX_WORKERS_DELETED = 1_000;

  private final OperationsDatabase database;
  private final StorageRoom room;
  private final Supplier<Configuration> current;

  StoreUpkeep(OperationsDatabase database, StorageRoom room, Supplier<Configuration> current) {
    this.database = database;
    this.room = room;
    this.current = current;
  }

  /** Deletes what is too old, and keeps searches fast; for the primary worker. */
  void clean() {
    Configuration configuration = current.get();
    Instant now = Instant.now();
    Duration maxAge = Duration.ofMillis(configuration.get(LogKeys.MAX_RETENTION_TIME));
    Duration maxVolatileAge = Duration.ofMillis(configuration.get(LogKeys.VOLATILE_MAINTAIN));
    database.retention().run(now, maxVolatileAge, maxAge);
    database.endpointSeries().deleteOld(now, maxAge);
    database.aggregations().deleteOlderThan(now.minus(maxAge));
    database.workers().deleteEnded(now.minus(ENDED_WORKERS_KEPT), MAX_WORKERS_DELETED);
    database.errors().deleteOlderThan(now.minus(maxAge));
    database.statements().deleteOlderThan(now.minus(maxAge));
    AccessRetention.run(database.access(), now, maxAge);
    database.segments().run(now);
  }

  /** The embedded database belongs to this process alone, whichever is the primary one. */
  void keepSmall() {
    EmbeddedLimits limits = limits(current.get());
    room.setLimits(limits);
    EmbeddedUpkeep upkeep = database.upkeep();
    if (upkeep != null) {
      upkeep.run(Instant.now(), limits, room.level() != StorageRoom.Level.ENOUGH);
    }
  }

  /** What the keys say that the embedded database may take. */
  static EmbeddedLimits limits(Configuration configuration) {
    return new EmbeddedLimits(
        configuration.get(DatabaseKeys.MAX_EMBEDDED_BYTES),
        Duration.ofMillis(configuration.get(DatabaseKeys.COMPACTION_INTERVAL)),
        configuration.get(DatabaseKeys.MIN_FREE_DISK_BYTES));
  }
}
