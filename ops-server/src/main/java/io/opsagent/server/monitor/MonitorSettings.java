package io.opsagent.server.monitor;

import io.opsagent.settings.Configuration;
import io.opsagent.settings.Key;
import io.opsagent.settings.MonitorKeys;
import io.opsagent.storage.monitor.MonitorKind;
import java.time.Duration;
import java.util.function.Supplier;

/** Which monitors are on and how long their samples are kept, as of now. For any thread. */
record MonitorSettings(Supplier<Configuration> configuration) {

  /** Whether this is measured. */
  boolean isOn(MonitorKind kind) {
    return switch (kind) {
      case SERVER -> !get(MonitorKeys.SERVER_DISABLED);
      case INSTANCE -> !get(MonitorKeys.INSTANCE_DISABLED);
      case WORKER -> !get(MonitorKeys.WORKER_DISABLED);
      case DATABASE -> !get(MonitorKeys.DATABASE_DISABLED);
      case CACHE -> !get(MonitorKeys.CACHE_DISABLED);
    };
  }

  /** How long samples of cycles are kept. */
  Duration retention(MonitorKind kind) {
    return switch (kind) {
      case SERVER -> Duration.ofMillis(get(MonitorKeys.SERVER_RETENTION));
      case WORKER -> Duration.ofMillis(get(MonitorKeys.WORKER_RETENTION));
      case DATABASE -> Duration.ofMillis(get(MonitorKeys.DATABASE_RETENTION));
      case CACHE -> Duration.ofMillis(get(MonitorKeys.CACHE_RETENTION));
      case INSTANCE -> Duration.ofMillis(get(MonitorKeys.INSTANCE_RETENTION));
    };
  }

  private <T> T get(Key<T> key) {
    return configuration.get().get(key);
  }
}
