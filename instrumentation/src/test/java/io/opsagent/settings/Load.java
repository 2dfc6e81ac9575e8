package io.opsagent.settings;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** One call of the loader, with sources that a test fills step by step. */
final class Load {
  private final Map<String, String> environment = new HashMap<>();
  private final Properties systemProperties = new Properties();
  private @Nullable String agentArguments;
  private @Nullable File jarFolder;

  Load() {
    systemProperties.setProperty("user.home", "/home/ops");
    systemProperties.setProperty("os.name", "Linux");
  }

  Load variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Load property(String name, String value) {
    systemProperties.setProperty(name, value);
    return this;
  }

  Load argument(String text) {
    agentArguments = text;
    return this;
  }

  Load jarIn(File folder) {
    jarFolder = folder;
    return this;
  }

  LoadedConfiguration now() {
    return ConfigurationLoader.load(agentArguments, environment, systemProperties, jarFolder);
  }
}
