package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.Key;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LogKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/settings}: what is in force, and where it comes from; secrets are masked. */
final class SettingsResource {
  private final Supplier<Configuration> configuration;

  SettingsResource(Supplier<Configuration> configuration) {
    this.configuration = configuration;
  }

  void list(Context ctx) {
    Configuration inForce = configuration.get();
    Masking masking = new Masking(new SecretNames(inForce.get(LogKeys.SECRET_NAMES)));
    List<Setting> settings = new ArrayList<>();
    for (Key<?> key : Keys.all()) {
      settings.add(
          new Setting(
              key.name(),
              key.group().title(),
              key.typeName(),
              value(inForce, key, masking),
              key.defaultText(),
              key.allowed(),
              inForce.isSet(key) ? inForce.origin(key).place() : "default",
              key.isReloadable(),
              key.summary()));
    }
    Answers.send(ctx, new Settings(settings));
  }

  private static <T> @Nullable String value(Configuration inForce, Key<T> key, Masking masking) {
    T value = inForce.find(key);
    if (value == null) {
      return null;
    }
    // The text of a document or a URL can hold a secret, too.
    return key.isSecret() ? Masking.MASK : masking.maskText(masking.maskUrl(key.format(value)));
  }

  /**
   * Answer of {@code /v1/settings}.
   *
   * @param items every key there is, in the order of docs/configuration.md
   */
  record Settings(List<Setting> items) {}

  /**
   * One key.
   *
   * @param key name as in a file
   * @param group chapter of docs/configuration.md
   * @param type kind of value
   * @param value in force, as a person would write it; null when there is none
   * @param defaultValue what counts when nothing is set
   * @param allowed values
   * @param source {@code default}, or the place where it was set
   * @param live whether a change of the file counts without a restart
   * @param summary what it does
   */
  record Setting(
      String key,
      String group,
      String type,
      @Nullable String value,
      String defaultValue,
      String allowed,
      String source,
      boolean live,
      String summary) {}
}
