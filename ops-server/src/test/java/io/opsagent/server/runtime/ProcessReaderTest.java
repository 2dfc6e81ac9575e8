package io.opsagent.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.rules.Masking;
import io.opsagent.rules.SecretNames;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.LogKeys;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessReaderTest {
  private final List<Object> added = new ArrayList<>();
  private final ProcessReader reader =
      new ProcessReader(
          () ->
              new Masking(
                  new SecretNames(Configuration.builder().build().get(LogKeys.SECRET_NAMES))));

  private void property(Object name, Object value) {
    added.add(name);
    System.getProperties().put(name, value);
  }

  @AfterEach
  void takeBack() {
    added.forEach(name -> System.getProperties().remove(name));
  }

  @Test
  void it_is_this_process_with_its_properties_and_variables() {
    ProcessFacts facts = reader.read();
    assertThat(facts.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(facts.properties())
        .containsEntry("java.version", System.getProperty("java.version"))
        .containsEntry("file.separator", System.getProperty("file.separator"));
    assertThat(facts.variables().keySet()).isEqualTo(System.getenv().keySet());
    assertThat(facts.collectors()).isNotEmpty();
    assertThat(facts.upMillis()).isPositive();
    assertThat(facts.entriesLeftOut()).isZero();
  }

  @Test
  void a_secret_is_masked_by_its_name_in_a_url_and_behind_its_option() {
    property("test.db.password", "hunter2");
    property("test.url", "https://shop:hunter2@db/shop");
    property("test.database", "postgres://shop:hunter2@db/shop");
    property("test.jdbc", "jdbc:mysql://db/shop?user=shop&password=hunter2");
    property("test.options", "-Xmx1g -Dkeystore.password=hunter2 -ea");
    String command = System.getProperty("sun.java.command", "");
    System.setProperty("sun.java.command", "Shop --password hunter2 --port 80");
    try {
      ProcessFacts facts = reader.read();
      assertThat(facts.properties()).containsEntry("test.db.password", Masking.MASK);
      assertThat(facts.properties().get("test.options")).startsWith("-Xmx1g").endsWith("-ea");
      assertThat(facts.properties().get("sun.java.command"))
          .isEqualTo("Shop --password " + Masking.MASK + " --port 80");
      assertThat(facts.toString()).contains("test.url").doesNotContain("hunter2");
    } finally {
      System.setProperty("sun.java.command", command);
    }
  }

  @Test
  void an_object_among_the_properties_is_never_asked() {
    property(
        "test.object",
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("asked");
          }
        });
    assertThat(reader.read().properties()).doesNotContainKey("test.object");
  }

  @Test
  void no_more_entries_are_told_than_the_bound_and_the_rest_is_counted() {
    for (int i = 0; i < ProcessReader.MAX_ENTRIES; i++) {
      property("test.many." + i, "x");
    }
    ProcessFacts facts = reader.read();
    assertThat(facts.properties()).hasSize(ProcessReader.MAX_ENTRIES);
    assertThat(facts.entriesLeftOut())
        .isEqualTo(System.getProperties().size() - ProcessReader.MAX_ENTRIES);
  }
}
