package io.opsagent.settings;

import java.io.File;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent writes when nobody said so: beside the properties file, else in the user's state
 * folder; never in the working directory, which belongs to the application.
 */
final class DefaultDataFolder {
  private static final String FOLDER_BESIDE_FILE = "opsagent-data";
  private static final String FOLDER = "opsagent";

  private DefaultDataFolder() {}

  static File choose(
      @Nullable File propertiesFile, Map<String, String> environment, Properties properties) {
    if (propertiesFile != null) {
      return new File(propertiesFile.getParentFile(), FOLDER_BESIDE_FILE);
    }
    boolean windows = isWindows(properties);
    File state = absolute(environment.get(windows ? "LOCALAPPDATA" : "XDG_STATE_HOME"));
    if (state == null) {
      File home = absolute(properties.getProperty("user.home"));
      if (home != null) {
        state = windows ? new File(home, "AppData/Local") : new File(home, ".local/state");
      }
    }
    if (state == null) {
      // A container user without a home: Java then says "?".
      state = absolute(properties.getProperty("java.io.tmpdir"));
    }
    return new File(state == null ? new File("/tmp") : state, FOLDER).getAbsoluteFile();
  }

  static boolean isWindows(Properties properties) {
    return Texts.lowerCase(properties.getProperty("os.name", "")).startsWith("windows");
  }

  /**
   * The XDG specification tells to ignore relative paths; they would mean the working directory.
   */
  private static @Nullable File absolute(@Nullable String path) {
    if (path == null || path.isEmpty()) {
      return null;
    }
    File file = new File(path);
    return file.isAbsolute() ? file : null;
  }
}
