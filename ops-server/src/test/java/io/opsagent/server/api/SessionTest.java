package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who sign in at the console. */
class SessionTest {
  private static final String JSON = "application/json";
  private static final String PASSWORD = "correct horse";
  private static final String[] REMOTE = {"X-Forwarded-For", "8.8.8.8"};

  private static AccessDatabase database;
  private RunningServer running;
  private String name;

  @BeforeAll
  static void openDatabase() {
    database = AccessDatabase.open();
  }

  @AfterAll
  static void closeDatabase() {
    database.close();
  }

  @BeforeEach
  void start() {
    running = RunningServer.start(database.repositories(), settings -> settings);
    name = "u" + System.nanoTime();
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private Reply create(String password, String scopes) {
    return running.sendBody(
        "POST",
        "/v1/users",
        JSON,
        "{\"name\":\"%s\",\"password\":\"%s\",\"scopes\":%s}".formatted(name, password, scopes));
  }

  private Reply login(String password) {
    return running.sendBody(
        "POST",
        "/v1/session",
        JSON,
        "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password),
        REMOTE);
  }

  private static String cookie(Reply login) {
    String header = login.header("Set-Cookie");
    return header.substring(0, header.indexOf(';'));
  }

  private Reply withCookie(String method, String path, String cookie, String... headers) {
    String[] all = new String[headers.length + 4];
    System.arraycopy(headers, 0, all, 4, headers.length);
    all[0] = "Cookie";
    all[1] = cookie;
    all[2] = REMOTE[0];
    all[3] = REMOTE[1];
    return running.send(method, "/ops" + path, all);
  }

  @Test
  void a_user_signs_in_works_and_signs_out() {
    Reply made = create(PASSWORD, "[\"log.view\"]");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().get("instanceID").asText()).matches("user-[a-z0-9]{6}");
    assertThat(made.body()).doesNotContain("assword").doesNotContain("$2b$");

    Reply login = login(PASSWORD);
    assertThat(login.status()).as(login.body()).isEqualTo(200);
    assertThat(login.header("Set-Cookie"))
        .contains("; Path=/ops; HttpOnly; SameSite=Strict")
        .doesNotContain("Secure");
    assertThat(login.body()).doesNotContain(cookie(login).substring(20));

    Reply self = withCookie("GET", "/v1/session", cookie(login));
    assertThat(self.json().get("kind").asText()).isEqualTo("user");
    assertThat(self.json().get("name").asText()).isEqualTo(name);
    assertThat(self.json().get("scopes").toString()).isEqualTo("[\"log.view\"]");
    assertThat(withCookie("GET", "/logs/service", cookie(login)).status()).isEqualTo(200);
    assertThat(withCookie("GET", "/v1/users", cookie(login)).status()).isEqualTo(403);

    Reply crossSite =
        withCookie("DELETE", "/v1/session", cookie(login), "Sec-Fetch-Site", "cross-site");
    assertThat(crossSite.status()).isEqualTo(403);
    Reply out = withCookie("DELETE", "/v1/session", cookie(login), "Sec-Fetch-Site", "same-origin");
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    assertThat(withCookie("GET", "/v1/session", cookie(login)).status()).isEqualTo(401);
  }

  @Test
  void the_cookie_is_secure_where_the_api_is_reached_by_tls() {
    create(PASSWORD, "[\"log.view\"]");
    try (RunningServer tls =
        RunningServer.start(database.repositories(), s -> s.route("https://api.example.com/ops"))) {
      Reply login =
          tls.sendBody(
              "POST",
              "/v1/session",
              JSON,
              "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD));
      assertThat(login.header("Set-Cookie")).endsWith("; Secure");
    }
  }

  @Test
  void a_wrong_name_and_a_wrong_password_get_the_same_answer_and_are_throttled() {
    create(PASSWORD, "[\"log.view\"]");
    Reply wrong = login("wrong password");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.json().get("message").asText()).isEqualTo("User or password is wrong.");
    assertThat(wrong.header("Set-Cookie")).isEmpty();
    String known = name;
    name = known + "x";
    Reply unknown = login(PASSWORD);
    assertThat(unknown.body()).isEqualTo(wrong.body());
    name = known;
    for (int i = 0; i < 4; i++) {
      assertThat(login("wrong password").status()).isEqualTo(401);
    }
    Reply throttled = login(PASSWORD);
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.json().get("code").asText()).isEqualTo("too_many_requests");
    assertThat(Integer.parseInt(throttled.header("Retry-After"))).isBetween(1, 301);
  }

  @Test
  void a_form_of_another_page_cannot_sign_a_browser_in() {
    create(PASSWORD, "[\"log.view\"]");
    String body = "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, PASSWORD);
    assertThat(running.sendBody("POST", "/v1/session", "text/plain", body).status()).isEqualTo(400);
  }

  @Test
  void a_password_that_is_too_short_or_too_long_is_refused_without_being_repeated() {
    for (String password : List.of("short", "x".repeat(73))) {
      Reply refused = create(password, "[\"log.view\"]");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).doesNotContain(password).contains("at least 10 characters");
    }
  }

  @Test
  void a_change_of_a_user_ends_his_sessions_and_a_name_is_taken_once() {
    String id = create(PASSWORD, "[\"log.view\"]").json().get("instanceID").asText();
    assertThat(create(PASSWORD, "[\"log.view\"]").status()).isEqualTo(409);
    String session = cookie(login(PASSWORD));
    Reply changed =
        running.patch(
            "/v1/users/" + id, "{\"password\":\"another password\"}", "Content-Type", JSON);
    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(withCookie("GET", "/v1/session", session).status()).isEqualTo(401);
    assertThat(login(PASSWORD).status()).isEqualTo(401);
    assertThat(login("another password").status()).isEqualTo(200);

    running.patch("/v1/users/" + id, "{\"disabled\":true}", "Content-Type", JSON);
    assertThat(login("another password").status()).isEqualTo(401);
    assertThat(running.send("DELETE", "/ops/v1/users/" + id).status()).isEqualTo(200);
    assertThat(running.get("/v1/users/" + id).status()).isEqualTo(404);
  }

  @Test
  void one_who_may_do_less_cannot_take_over_one_who_may_do_more() {
    String admin = create(PASSWORD, "[\"*\"]").json().get("instanceID").asText();
    name = name + "m";
    create(PASSWORD, "[\"users.manage\"]");
    String session = cookie(login(PASSWORD));
    Reply taken =
        running.patch(
            "/v1/users/" + admin,
            "{\"password\":\"another password\"}",
            "Content-Type",
            JSON,
            "Cookie",
            session,
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(taken.status()).isEqualTo(403);
  }
}
