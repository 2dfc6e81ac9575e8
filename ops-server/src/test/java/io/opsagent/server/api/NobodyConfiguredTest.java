package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import org.junit.jupiter.api.Test;

/** A server that listens to the network and lets nobody in yet, and one whose database is away. */
class NobodyConfiguredTest {
  private static final String[] REMOTE = {"X-Forwarded-For", "8.8.8.8"};

  @Test
  void a_server_open_to_the_network_refuses_callers_from_outside_and_says_how_to_make_a_client() {
    try (AccessDatabase database = AccessDatabase.open();
        RunningServer running =
            RunningServer.start(database.repositories(), s -> s.host("0.0.0.0"))) {
      Reply own = running.get("/v1/agent", REMOTE);
      assertThat(own.status()).isEqualTo(401);
      assertThat(own.json().get("message").asText())
          .contains("java -jar opsagent.jar token create --scope log.view --expires 7d");
      Reply protocol = running.get("/logs/service", REMOTE);
      assertThat(protocol.status()).isEqualTo(401);
      assertThat(protocol.msg())
          .startsWith("Unauthorized: None. No client")
          .contains("token create");
      assertThat(running.get("/logs/service").status()).isEqualTo(200);
    }
  }

  @Test
  void with_a_connection_key_the_answer_is_the_usual_one() {
    try (AccessDatabase database = AccessDatabase.open();
        RunningServer running =
            RunningServer.start(
                database.repositories(), s -> s.host("0.0.0.0").connectionKey("KK"))) {
      assertThat(running.get("/logs/service", REMOTE).msg()).isEqualTo("Unauthorized: None");
    }
  }

  @Test
  void while_the_database_is_away_local_callers_get_in_and_tokens_are_503() {
    try (AccessDatabase database = AccessDatabase.away();
        RunningServer running =
            RunningServer.start(database.repositories(), s -> s.host("0.0.0.0"))) {
      assertThat(running.get("/token/scope").status()).isEqualTo(200);
      assertThat(running.get("/token/scope", "Cookie", "opsagent_session=opsu_x").status())
          .isEqualTo(200);
      for (String authorization : new String[] {"Bearer opsa_x", "Bearer a.b.c"}) {
        Reply away = running.get("/token/scope", "Authorization", authorization, "X-Node-ID", "n");
        assertThat(away.status()).as(away.body()).isEqualTo(503);
        assertThat(away.header("Retry-After")).isEqualTo("10");
      }
      Reply session =
          running.get("/token/scope", "Cookie", "opsagent_session=opsu_x", REMOTE[0], REMOTE[1]);
      assertThat(session.status()).isEqualTo(503);
      assertThat(running.get("/token/scope", REMOTE).msg()).isEqualTo("Unauthorized: None");
      Reply oauth =
          running.sendBody(
              "POST",
              "/oauth/token",
              "application/x-www-form-urlencoded",
              "grant_type=client_credentials&client_id=client-000001&client_secret=x");
      assertThat(oauth.status()).isEqualTo(503);
      assertThat(oauth.header("Retry-After")).isEqualTo("10");
    }
  }
}
