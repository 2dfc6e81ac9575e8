package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.Request;
import io.opsagent.contract.RowCheck;
import io.opsagent.contract.Trait;
import io.opsagent.testing.RawHttp;
import java.util.List;

/** Cases 5 to 10, 40, 42 and 56: redirects, errors and exceptions. */
public final class ErrorCases {
  private static final String THROWN = "thrown by the contract application";

  private ErrorCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(5, "redirect 302 (sendRedirect), 303, 307", ErrorCases::redirects),
        ContractCase.of(6, "error status 500 set by code, with body", ErrorCases::statuses),
        ContractCase.of(7, "sendError with and without error page", ErrorCases::sentErrors),
        ContractCase.of(8, "exception thrown by handler", ErrorCases::exceptions),
        ContractCase.of(9, "exception after commit", ErrorCases::lateExceptions),
        ContractCase.of(10, "exception mapped to 404 by the framework", ErrorCases::mapped),
        ContractCase.of(40, "reset, then error page", ErrorCases::reset),
        ContractCase.of(42, "error page for exception and for status", ErrorCases::errorPages),
        ContractCase.of(56, "answer before the request body is complete", ErrorCases::early));
  }

  private static void redirects(Conversation talk) throws Exception {
    for (int status : new int[] {302, 303, 307}) {
      talk.exchange(
          Request.get("/redirect?status=" + status)
              .expecting(
                  row ->
                      assertThat(row.responseHeader("Location").asText())
                          .as("header Location of the answer")
                          .endsWith("/app/hello")));
    }
  }

  private static void statuses(Conversation talk) throws Exception {
    for (int code : new int[] {500, 503, 409}) {
      talk.exchange(
          Request.get("/status?code=" + code)
              .expectingOfBodies(
                  row ->
                      assertThat(row.member("result").path("error").asText())
                          .as("body of the answer")
                          .isEqualTo("code " + code)));
    }
  }

  private static void sentErrors(Conversation talk) throws Exception {
    talk.exchange(Request.get("/send-error?code=418"));
    talk.exchange(
        Request.get("/send-error?code=420")
            .expectingUnless(Trait.ENDS_WITH_THE_SERVLET, htmlOfTheErrorPage()));
  }

  private static void exceptions(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/throw")
            .unusual(Fact.NO_EXCEPTION)
            .expecting(exception("java.lang.IllegalStateException", THROWN)));
  }

  private static void lateExceptions(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/throw-late")
            .unusual(Fact.NO_EXCEPTION, Fact.LEVEL)
            .expecting(exception("java.lang.IllegalStateException", THROWN))
            .expecting(row -> assertThat(row.row().status()).contains(200))
            .expecting(row -> assertThat(row.row().level()).isEqualTo("ERROR")));
  }

  private static void mapped(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/throw-mapped")
            .unusual(Fact.NO_EXCEPTION)
            .expecting(row -> assertThat(row.row().status()).contains(404))
            .expecting(
                row ->
                    assertThat(row.detail("exception_type"))
                        .as("exception")
                        .contains("Exception")));
  }

  private static void reset(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/reset")
            .expecting(row -> assertThat(row.row().status()).contains(503))
            .expecting(
                row ->
                    assertThat(row.member("result").toString())
                        .as("body of the answer, of which the first part was taken back")
                        .doesNotContain("part")));
  }

  private static void errorPages(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/send-error?code=421")
            .expectingUnless(Trait.ENDS_WITH_THE_SERVLET, htmlOfTheErrorPage())
            .expecting(row -> assertThat(row.detail("route")).isEqualTo("/app/send-error")));
    talk.exchange(
        Request.get("/throw-page")
            .unusual(Fact.NO_EXCEPTION)
            .expectingUnless(Trait.ENDS_WITH_THE_SERVLET, htmlOfTheErrorPage())
            .expecting(row -> assertThat(row.detail("route")).isEqualTo("/app/throw-page"))
            .expecting(
                exception("java.lang.UnsupportedOperationException", "thrown for the error page")));
  }

  private static void early(Conversation talk) throws Exception {
    Request request =
        talk.name(
            Request.of("POST", "/refuse-early")
                .header("Content-Type: application/octet-stream")
                .header("Content-Length: 5000000")
                .unusual(Fact.REQUEST_BYTES));
    try (RawHttp connection = talk.connect()) {
      connection.send(request.head());
      connection.send(new byte[1_000]);
      talk.answered(request, connection.read("POST"));
    }
  }

  private static RowCheck htmlOfTheErrorPage() {
    return row ->
        assertThat(row.text("response_type")).as("type of the answer").isEqualTo("text/html");
  }

  /** The class, the message and a stack. */
  static RowCheck exception(String type, String message) {
    return row -> {
      assertThat(row.detail("exception_type")).as("exception").isEqualTo(type);
      assertThat(row.member("messages").path(0).asText())
          .as("text of the exception")
          .contains(type + ": " + message)
          .contains("\tat ");
    };
  }
}
