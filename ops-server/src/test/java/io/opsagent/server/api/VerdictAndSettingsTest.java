package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.Keys;
import java.io.File;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictAndSettingsTest {
  private final RunningServer running = RunningServer.start();

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void the_verdict_is_one_sentence_with_its_rule() {
    JsonNode verdict = running.get("/v1/verdict").json();

    assertThat(verdict.get("state").asText()).isEqualTo("ok");
    assertThat(verdict.get("rule").asText()).isEqualTo("all_well");
    assertThat(verdict.get("text").asText()).isEqualTo("No requests in the last 5 minutes.");
  }

  @Test
  void every_setting_is_listed_with_its_value_and_where_it_comes_from(@TempDir File folder) {
    Properties properties = new Properties();
    properties.setProperty("opsagent.log.persist-level", "ERROR");
    properties.setProperty("opsagent.database.url", "jdbc:postgresql://h/ops?password=Tr0ub4dor");
    properties.setProperty("opsagent.database.password", "Tr0ub4dor");
    running.configuration = configuration(folder, properties);
    Reply reply = running.get("/v1/settings");
    JsonNode items = reply.json().get("items");

    assertThat(items).hasSize(Keys.all().size());
    JsonNode level = named(items, "log.persist-level");
    assertThat(level.get("value").asText()).isEqualToIgnoringCase("ERROR");
    assertThat(level.get("source").asText()).contains("opsagent.log.persist-level");
    assertThat(level.get("live").asBoolean()).isTrue();
    assertThat(named(items, "port").get("source").asText()).isEqualTo("default");
    assertThat(named(items, "database.password").get("value").asText()).isEqualTo("******");
    assertThat(reply.body()).doesNotContain("Tr0ub4dor");
  }

  private static Configuration configuration(File folder, Properties properties) {
    return ConfigurationLoader.load(null, Map.of(), properties, folder).configuration();
  }

  private static JsonNode named(JsonNode items, String key) {
    for (JsonNode item : items) {
      if (item.get("key").asText().equals(key)) {
        return item;
      }
    }
    throw new AssertionError("no " + key);
  }
}
