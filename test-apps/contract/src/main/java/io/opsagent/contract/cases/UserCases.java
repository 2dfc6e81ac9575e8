package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Request;
import io.opsagent.contract.Trait;
import io.opsagent.testing.RawAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Cases 23 and 24: who asks. */
public final class UserCases {
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
        Base64.getEncoder().encodeToString("alice:wonderland".getBytes(StandardCharsets.US_ASCII));
    talk.exchange(
        Request.get("/secure")
            .header("Authorization: Basic " + credentials)
            .expecting(row -> assertThat(row.text("user_id")).as("user").isEqualTo("alice"))
            .expecting(row -> assertThat(row.toString()).doesNotContain(credentials)));
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
