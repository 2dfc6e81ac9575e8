package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.capture.CaptureSettings;
import io.opsagent.weaving.TestEngine;
import org.junit.jupiter.api.Test;

/** The user of a session in Tomcat, whose own way to a session would count as its use. */
class SessionUserTest extends ContractHarness {

  @Override
  String serverClass() {
    return "SessionsServer";
  }

  @Override
  String[] serverPackages() {
    return new String[] {"org.apache.", "javax.servlet."};
  }

  @Override
  String entryPoint() {
    return "tomcat";
  }

  private void readUserFrom(String path) {
    capture()
        .reconfigure(
            new CaptureSettings(false, TestEngine.MAX_BODY_BYTES, false).withUserAttribute(path));
  }

  private String login() throws Exception {
    String id = get("/login").text();
    next();
    return id;
  }

  @Test
  void the_attribute_of_the_session_is_the_user() throws Exception {
    readUserFrom("user");
    String id = login();

    get("/plain", "Cookie: JSESSIONID=" + id);

    assertThat(next().exchange().user()).isEqualTo("bob");
  }

  @Test
  void the_request_that_makes_the_session_has_its_user() throws Exception {
    readUserFrom("user");

    get("/login");

    assertThat(next().exchange().user()).isEqualTo("bob");
  }

  @Test
  void a_value_of_a_map_in_the_session_is_the_user() throws Exception {
    readUserFrom("account/number");
    String id = login();

    get("/plain", "Cookie: JSESSIONID=" + id);

    assertThat(next().exchange().user()).isEqualTo("7");
  }

  @Test
  void a_session_that_the_application_does_not_ask_for_is_not_used() throws Exception {
    readUserFrom("user");
    // On one connection: Tomcat notes the end of a use when it has cleaned up after the answer.
    try (RawClient client = connect()) {
      String id = client.get("/login").read().text();
      String before = client.get("/times?" + id).read().text();
      client.get("/plain", "Cookie: JSESSIONID=" + id).read();

      assertThat(client.get("/times?" + id).read().text()).isEqualTo(before);
    }

    assertThat(take(4).get(2).exchange().user()).isEqualTo("bob");
  }

  @Test
  void no_session_is_made_for_a_request_without_one() throws Exception {
    readUserFrom("user");
    try (RawClient client = connect()) {
      String id = client.get("/login").read().text();
      String before = client.get("/times?" + id).read().text();
      RawResponse response = client.get("/plain", "Cookie: JSESSIONID=unknown").read();

      assertThat(response.headers()).doesNotContainKey("set-cookie");
      assertThat(client.get("/times?" + id).read().text()).isEqualTo(before);
    }

    assertThat(take(4).get(2).exchange().user()).isNull();
  }

  @Test
  void a_session_that_ends_with_the_request_has_no_user() throws Exception {
    readUserFrom("user");
    String id = login();

    get("/logout", "Cookie: JSESSIONID=" + id);

    assertThat(next().exchange().user()).isNull();
    assertThat(capture().unreadableFacts()).isZero();
  }

  @Test
  void without_the_key_no_session_is_read() throws Exception {
    capture().reconfigure(new CaptureSettings(false, TestEngine.MAX_BODY_BYTES, false));
    String id = login();

    get("/plain", "Cookie: JSESSIONID=" + id);

    assertThat(next().exchange().user()).isNull();
  }
}
