package io.opsagent.settings;

import java.io.File;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Brings the sources together: environment over system properties over the agent argument over the
 * file over the defaults (design.md 5).
 *
 * <p>The file is the one named by the agent argument {@code config}, else by {@code
 * OPSAGENT_CONFIG}, else by {@code -Dopsagent.config}, else {@code opsagent.properties} beside the
 * jar. A named file that cannot be used is one problem and nothing else is tried in its place: a
 * person who names a file does not want another one. That there is no file beside the jar is no
 * problem.
 *
 * <p>Never throws and never blocks for long; may run in {@code premain}.
 */
public final class ConfigurationLoader {
  static final String CONFIG = "config";

  private static final String CONFIG_VARIABLE = Key.environmentName(CONFIG);
  private static final String CONFIG_PROPERTY = Key.PROPERTY_PREFIX + CONFIG;
  private static final String FILE_BESIDE_JAR = "opsagent.properties";

  private final Problems problems = new Problems();
  private final Configuration.Builder builder = Configuration.builder();
  private final Map<Key<?>, RawSetting> winners = new IdentityHashMap<Key<?>, RawSetting>();

  private boolean fileNamed;

  private ConfigurationLoader() {}

  /**
   * Loads the configuration.
   *
   * @param agentArguments text after {@code -javaagent:opsagent.jar=}, or null
   * @param environment as {@link System#getenv()} gives it
   * @param systemProperties as {@link System#getProperties()} gives them
   * @param jarFolder folder of the agent's jar, or null if it is not known
   * @return settings that can be used, and what was wrong
   */
  public static LoadedConfiguration load(
      @Nullable String agentArguments,
      Map<String, String> environment,
      Properties systemProperties,
      @Nullable File jarFolder) {
    return new ConfigurationLoader()
        .loadAll(agentArguments, environment, systemProperties, jarFolder);
  }

  private LoadedConfiguration loadAll(
      @Nullable String agentArguments,
      Map<String, String> environment,
      Properties systemProperties,
      @Nullable File jarFolder) {
    List<RawSetting> arguments =
        AgentArguments.parse(agentArguments == null ? "" : agentArguments, problems);
    File file = namedFile(arguments, environment, systemProperties);
    File watchedFile = file;
    if (file == null && !fileNamed && jarFolder != null) {
      File beside = new File(jarFolder, FILE_BESIDE_JAR).getAbsoluteFile();
      file = beside.exists() ? beside : null;
      watchedFile = beside;
    }
    List<RawSetting> lines = file == null ? null : PropertiesFile.read(file, problems);
    File propertiesFile = lines == null ? null : file;

    if (lines != null) {
      offer(lines);
    }
    offer(arguments);
    offer(fromProperties(systemProperties));
    offer(fromEnvironment(environment, DefaultDataFolder.isWindows(systemProperties)));
    for (Key<?> key : Keys.all()) {
      RawSetting winner = winners.get(key);
      if (winner != null) {
        set(key, winner);
      }
    }

    Configuration configuration = builder.build();
    String database = DatabaseKeys.problem(configuration);
    if (database != null) {
      problems.add(database);
    }
    if (configuration.find(Keys.DATA_DIR) == null) {
      File folder = DefaultDataFolder.choose(propertiesFile, environment, systemProperties);
      builder.set(Keys.DATA_DIR, folder, configuration.origin(Keys.DATA_DIR));
      configuration = builder.build();
    }
    return new LoadedConfiguration(
        configuration, problems.sentences(), propertiesFile, watchedFile);
  }

  private @Nullable File namedFile(
      List<RawSetting> arguments, Map<String, String> environment, Properties systemProperties) {
    String path = null;
    for (RawSetting argument : arguments) {
      path = argument.name.equals(CONFIG) ? argument.text : path;
    }
    path = isNothing(path) ? environment.get(CONFIG_VARIABLE) : path;
    path = isNothing(path) ? systemProperties.getProperty(CONFIG_PROPERTY) : path;
    if (path == null || isNothing(path)) {
      return null;
    }
    fileNamed = true;
    File file = new FileType().parse(Texts.trim(path), null);
    if (file == null) {
      problems.add(
          "The path of the properties file "
              + Problems.quoted(path)
              + " is not a path; no file is read and the defaults stay.");
    }
    return file;
  }

  private static boolean isNothing(@Nullable String text) {
    return text == null || Texts.trim(text).isEmpty();
  }

  private static List<RawSetting> fromProperties(Properties properties) {
    List<RawSetting> settings = new ArrayList<RawSetting>();
    for (String name : properties.stringPropertyNames()) {
      String value = properties.getProperty(name);
      if (value != null && name.startsWith(Key.PROPERTY_PREFIX)) {
        Origin origin = new Origin(Origin.Kind.SYSTEM_PROPERTY, "system property -D" + shown(name));
        String key = name.substring(Key.PROPERTY_PREFIX.length());
        settings.add(new RawSetting(key, value, origin, null));
      }
    }
    return settings;
  }

  private static List<RawSetting> fromEnvironment(
      Map<String, String> environment, boolean ignoreCase) {
    List<RawSetting> settings = new ArrayList<RawSetting>();
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = ignoreCase ? variable.getKey().toUpperCase(Locale.ROOT) : variable.getKey();
      // An empty variable is how scripts and compose files say "not set".
      if (name.startsWith(Key.ENVIRONMENT_PREFIX)
          && !isNothing(variable.getValue())
          && !ServiceLinks.isOne(name, variable.getValue())) {
        Origin origin = new Origin(Origin.Kind.ENVIRONMENT, "environment variable " + shown(name));
        settings.add(new RawSetting(name, variable.getValue(), origin, null));
      }
    }
    return settings;
  }

  private static String shown(String name) {
    return Problems.shown(name);
  }

  /** Lets each setting outrank what was offered before it, and names those that nobody knows. */
  private void offer(List<RawSetting> settings) {
    for (RawSetting setting : settings) {
      Key<?> key = keyOf(setting);
      if (key != null) {
        winners.put(key, setting);
      } else if (!isConfig(setting)) {
        unknown(setting);
      } else if (setting.origin.kind() == Origin.Kind.FILE) {
        problems.add(
            CONFIG
                + " ("
                + setting.origin
                + ") names the properties file and cannot stand in one; it is ignored.");
      }
    }
  }

  private static @Nullable Key<?> keyOf(RawSetting setting) {
    for (Key<?> key : Keys.all()) {
      if (isVariable(setting)
          ? key.isCalledInEnvironment(setting.name)
          : key.isCalled(setting.name)) {
        return key;
      }
    }
    return null;
  }

  private static boolean isConfig(RawSetting setting) {
    return setting.name.equals(isVariable(setting) ? CONFIG_VARIABLE : CONFIG);
  }

  private static boolean isVariable(RawSetting setting) {
    return setting.origin.kind() == Origin.Kind.ENVIRONMENT;
  }

  /** Shows the name only: nobody knows whether the value is a secret. */
  private void unknown(RawSetting setting) {
    String nearest = NearestKey.of(setting.name, isVariable(setting));
    problems.add(
        shown(setting.name)
            + " ("
            + setting.origin
            + ") is not a known key; "
            + (nearest == null
                ? "all keys are in docs/configuration.md"
                : "did you mean " + nearest + "?")
            + (nearest == null ? "; it is ignored." : " It is ignored."));
  }

  private <T> void set(Key<T> key, RawSetting setting) {
    T value = key.parse(setting.text, setting.folder);
    if (value != null) {
      builder.set(key, value, setting.origin);
      return;
    }
    T instead = key.valueWhenWrong();
    builder.set(key, instead, setting.origin);
    problems.add(
        key
            + " = "
            + Problems.value(key.name(), setting.text)
            + " ("
            + setting.origin
            + ") is not allowed; allowed is "
            + key.allowed()
            + "; "
            + (instead == null
                ? "it counts as not set (" + key.defaultText() + ")."
                : key.format(instead).equals(key.defaultText())
                    ? "the default " + key.defaultText() + " is used."
                    : "to be safe it counts as " + key.format(instead) + "."));
  }
}
