package io.opsagent.settings;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link ConfigurationLoader} found. Immutable. */
public final class LoadedConfiguration {
  private final Configuration configuration;
  private final List<String> problems;
  private final @Nullable File propertiesFile;
  private final @Nullable File watchedFile;

  LoadedConfiguration(
      Configuration configuration,
      List<String> problems,
      @Nullable File propertiesFile,
      @Nullable File watchedFile) {
    this.configuration = configuration;
    this.watchedFile = watchedFile;
    this.problems = Collections.unmodifiableList(new ArrayList<String>(problems));
    this.propertiesFile = propertiesFile;
  }

  /** Returns the settings; complete and safe to use even if there are problems. */
  public Configuration configuration() {
    return configuration;
  }

  /**
   * Returns what is wrong, one sentence of one line each, with the key, the value, what is allowed,
   * where it was set and what happens now. Never a value under a secret-like key. At most {@link
   * Problems#MAX_PROBLEMS} and one line that counts the rest.
   */
  public List<String> problems() {
    return problems;
  }

  /** Returns the properties file that was read, absolute, or null if none was. */
  public @Nullable File propertiesFile() {
    return propertiesFile;
  }

  /**
   * Returns where the properties file is or would be, absolute, whether it could be read or not; or
   * null if there is no place for one.
   */
  public @Nullable File watchedFile() {
    return watchedFile;
  }
}
