package io.opsagent.server.pipeline;

import io.opsagent.capture.CaptureSettings;
import io.opsagent.rules.Level;
import io.opsagent.rules.LogRules;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LogKeys;

/** What capture has to hand on, so that the rules behind the ring find what they keep. */
public final class CaptureConfiguration {
  private CaptureConfiguration() {}

  /** The settings of the application's threads that follow from all settings. */
  public static CaptureSettings of(Configuration configuration) {
    LogRules rules = LogSettings.rules(configuration);
    return new CaptureSettings(
            false,
            configuration.get(LogKeys.MAX_BODY_BYTES).intValue(),
            !configuration.get(Keys.TRUSTED_PROXIES).isEmpty())
        .withUneventful(rules.keepsHeaders(Level.INFO), rules.keepsResult(Level.INFO))
        .withExcludingHeaders(
            configuration.get(LogKeys.EXCLUDE_REQUEST_HEADERS),
            configuration.get(LogKeys.EXCLUDE_RESPONSE_HEADERS))
        .withUserAttribute(configuration.find(Keys.CAPTURE_USER_ATTRIBUTE));
  }
}
