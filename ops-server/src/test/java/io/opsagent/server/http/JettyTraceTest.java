package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.RunningServer;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class JettyTraceTest {

  @Test
  void a_started_server_has_set_no_system_property() {
    Properties before = new Properties();
    before.putAll(System.getProperties());

    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("").status()).isEqualTo(200);
      assertThat(System.getProperties()).isEqualTo(before);
      assertThat(System.getProperty("jetty.git.hash")).isNull();
    }
  }

  @Test
  void a_value_of_the_applications_own_jetty_stays() {
    System.setProperty("jetty.git.hash", "the application's");
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.get("").status()).isEqualTo(200);
      assertThat(System.getProperty("jetty.git.hash")).isEqualTo("the application's");
    } finally {
      System.clearProperty("jetty.git.hash");
    }
  }
}
