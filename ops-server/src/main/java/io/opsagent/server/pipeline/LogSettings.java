package io.opsagent.server.pipeline;

import io.opsagent.rules.Level;
import io.opsagent.rules.LogRules;
import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Key;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LogKeys;
import java.util.function.Consumer;

/**
 * What the pipeline needs to know of the configuration, read once. Immutable; swapped whole when
 * the properties file changes.
 *
 * @param rules which requests become rows, and what of them
 * @param masking with the secret names
 * @param maxBodyBytes of a body after inflating
 * @param rowsPerSecond uneventful rows in the long run
 * @param rowsBurst uneventful rows at once
 * @param eventfulRowsPerSecond rows from WARN up, and slow ones
 * @param levelFromMessages whether an error that the application logs makes the row one
 */
record LogSettings(
    LogRules rules,
    Masking masking,
    int maxBodyBytes,
    int rowsPerSecond,
    int rowsBurst,
    int eventfulRowsPerSecond,
    boolean levelFromMessages) {

  static LogSettings of(Configuration configuration) {
    return new LogSettings(
        rules(configuration),
        new Masking(new SecretNames(configuration.get(LogKeys.SECRET_NAMES))),
        configuration.get(LogKeys.MAX_BODY_BYTES).intValue(),
        configuration.get(LogKeys.MAX_ROWS_PER_SECOND),
        configuration.get(LogKeys.MAX_ROWS_BURST),
        configuration.get(LogKeys.MAX_EVENTFUL_ROWS_PER_SECOND),
        configuration.get(LogKeys.LEVEL_FROM_MESSAGES));
  }

  static LogRules rules(Configuration configuration) {
    LogRules.Builder rules =
        LogRules.builder(configuration.get(Keys.PRODUCTION))
            .volatileByDefault(configuration.get(LogKeys.DEFAULT_VOLATILE))
            .persistLevel(configuration.get(LogKeys.PERSIST_LEVEL))
            .persistDurationMicros(configuration.get(LogKeys.PERSIST_DURATION_LIMIT) * 1_000)
            .excludedMethods(configuration.get(LogKeys.EXCLUDE_METHODS))
            .excludedStatuses(
                configuration.get(LogKeys.EXCLUDE_STATUS).stream().map(Integer::valueOf).toList());
    ifSet(configuration, LogKeys.STORE_DATA_LEVEL, rules::dataLevel);
    ifSet(configuration, LogKeys.STORE_RESULT_LEVEL, rules::resultLevel);
    ifSet(configuration, LogKeys.STORE_HEADERS_LEVEL, rules::headersLevel);
    return rules.build();
  }

  private static void ifSet(Configuration configuration, Key<Level> key, Consumer<Level> rule) {
    Level level = configuration.find(key);
    if (level != null) {
      rule.accept(level);
    }
  }
}
