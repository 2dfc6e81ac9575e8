package io.opsagent.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.settings.Configuration;
import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.Keys;
import io.opsagent.settings.LoadedConfiguration;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class SettingsWatchTest {
  @TempDir Path folder;

  private final List<Configuration> changes = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private File file;
  private SettingsWatch watch;
  private long timeMillis = 1_000_000_000_000L;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("ops.properties").toFile();
    write("capture.tomcat=true", "port=9000");
    watch = new SettingsWatch(file, load(), this::load, changes::add, notices::add);
  }

  private LoadedConfiguration load() {
    return ConfigurationLoader.load("config=" + file, Map.of(), new Properties(), null);
  }

  private void write(String... lines) throws IOException {
    Files.write(file.toPath(), List.of(lines));
    timeMillis += 10_000;
    assertThat(file.setLastModified(timeMillis)).isTrue();
  }

  private void lookTwice() {
    watch.look();
    watch.look();
  }

  @Test
  void a_file_that_has_not_changed_is_not_read_again() {
    lookTwice();
    lookTwice();
    assertThat(changes).isEmpty();
  }

  @Test
  void a_change_counts_once_the_file_is_left_alone() throws IOException {
    write("capture.tomcat=false", "port=9000");
    watch.look();
    assertThat(changes).as("it may be half written").isEmpty();
    watch.look();
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).get(Keys.CAPTURE_TOMCAT)).isFalse();
    lookTwice();
    assertThat(changes).hasSize(1);
    assertThat(notices).isEmpty();
  }

  @Test
  void a_file_with_a_mistake_changes_nothing_and_says_which_mistake() throws IOException {
    write("capture.tomcat=false", "port=nine");
    lookTwice();
    assertThat(changes).isEmpty();
    assertThat(notices).singleElement().asString().contains("port", "nine", "nothing of it");

    write("capture.tomcat=false", "port=9000");
    lookTwice();
    assertThat(changes).hasSize(1);
  }

  @Test
  void a_file_that_is_gone_changes_nothing_and_counts_again_when_it_is_back() throws IOException {
    Files.delete(file.toPath());
    lookTwice();
    assertThat(changes).isEmpty();
    assertThat(notices).singleElement().asString().contains("is gone");

    write("capture.tomcat=false");
    lookTwice();
    assertThat(changes).hasSize(1);
  }
}
