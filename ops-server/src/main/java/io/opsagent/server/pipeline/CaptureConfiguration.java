package io.opsagent.server.pipeline;

import io.opsagent.capture.CaptureSettings;
import io.opsagent.rules.Level;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Key;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LogKeys;

/**
 * What capture has to hand on, so that the rules behind the ring find what they keep. Used in
 * premain: loads nothing but settings (docs/spec/instrumentation.md 1.8).
 */
public final class CaptureConfiguration {
  private CaptureConfiguration() {}

  /** The settings of the application's threads that follow from all settings. */
  public static CaptureSettings of(Configuration configuration) {
    return new CaptureSettings(
            false,
            configuration.get(LogKeys.MAX_BODY_BYTES).intValue(),
            !configuration.get(Keys.TRUSTED_PROXIES).isEmpty())
        .withUneventful(
            keepsUneventful(configuration, LogKeys.STORE_HEADERS_LEVEL),
            keepsUneventful(configuration, LogKeys.STORE_RESULT_LEVEL))
        .withExcludingHeaders(
            configuration.get(LogKeys.EXCLUDE_REQUEST_HEADERS),
            configuration.get(LogKeys.EXCLUDE_RESPONSE_HEADERS))
        .withUserAttribute(configuration.find(Keys.CAPTURE_USER_ATTRIBUTE));
  }

  private static boolean keepsUneventful(Configuration configuration, Key<Level> key) {
    Level from = configuration.find(key);
    return from == null ? !configuration.get(Keys.PRODUCTION) : Level.INFO.atLeast(from);
  }
}
