package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Request;
import io.opsagent.contract.RowCheck;
import io.opsagent.contract.Trait;
import io.opsagent.testing.Normaliser;
import io.opsagent.testing.RawAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Cases 23 and 24: who asks. */
public final class UserCases {
  private static final String PASSWORD = "wonderland";

  private UserCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(23, "authenticated user", UserCases::authenticated),
        ContractCase.of(24, "session attribute as user", UserCases::sessionAttribute));
  }

  private static void authenticated(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/secure")
            .unseenAt(Trait.SERVLETS_ONLY)
            .expecting(row -> assertThat(row.text("user_id")).as("user").isEqualTo("null")));
    String credentials =
        Base64.getEncoder()
            .encodeToString(("alice:" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
    talk.exchange(
        Request.get("/secure")
            .header("Authorization: Basic " + credentials)
            .expecting(row -> assertThat(row.text("user_id")).as("user").isEqualTo("alice"))
            .expecting(row -> assertThat(row.toString()).doesNotContain(credentials)));
    if (talk.server().has(Trait.SERVLET_LOGIN)) {
      talk.exchange(Request.get("/login").expecting(user("alice")));
      byForm(talk);
    }
  }

  private static void byForm(Conversation talk) throws Exception {
    RawAnswer asked = talk.exchange(form(Request.raw("GET", "/form/secure/first")));
    String form = "j_username=alice&j_password=" + PASSWORD;
    RawAnswer known =
        talk.exchange(
            form(Request.raw("POST", "/form/j_security_check"))
                .header("Content-Type: application/x-www-form-urlencoded")
                .header("Content-Length: " + form.length())
                .body(form.getBytes(StandardCharsets.US_ASCII))
                .header("Cookie: " + cookie(asked).orElseThrow())
                .unseenAt(Trait.SERVLETS_ONLY)
                .expecting(row -> assertThat(row.toString()).doesNotContain(PASSWORD)));
    // Jetty gives the cookie once more while the login is not quite over for it, which the client
    // cannot see: there is no condition to wait for.
    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    // Not the path that was asked for first: there, Tomcat puts that request's headers in the place
    // of this one's.
    talk.exchange(
        form(Request.raw("GET", "/form/secure/second"))
            .header("Cookie: " + cookie(known).or(() -> cookie(asked)).orElseThrow())
            .expecting(user("alice")));
  }

  /** Some servers write the session into the address, too. */
  private static Request form(Request request) {
    return request.ignoring(Normaliser.of("(?<=;jsessionid=)[^/?]+", "<session id>"));
  }

  private static Optional<String> cookie(RawAnswer answer) {
    return answer.header("Set-Cookie").map(value -> value.split(";")[0]);
  }

  private static RowCheck user(String name) {
    return row -> assertThat(row.text("user_id")).as("user").isEqualTo(name);
  }

  private static void sessionAttribute(Conversation talk) throws Exception {
    RawAnswer none = talk.exchange(Request.get("/session-user"));
    talk.note("a session without being asked", none.headers("Set-Cookie").toString());
    RawAnswer made = talk.exchange(Request.get("/session-user?name=bob"));
    String cookie = made.header("Set-Cookie").orElse("none").split(";")[0];
    RawAnswer known =
        talk.exchange(
            Request.get("/session-user")
                .header("Cookie: " + cookie)
                .expecting(row -> assertThat(row.text("user_id")).as("user").isEqualTo("bob")));
    talk.note("user of the session", known.text());
  }
}
