package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.Request;
import io.opsagent.contract.Trait;
import io.opsagent.testing.RawHttp;
import java.util.List;

/** Cases 14 to 17: methods and protocols. */
public final class MethodCases {
  private static final int MAX_METHOD_CHARS = 40;

  private MethodCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(14, "HEAD of a GET handler", MethodCases::head),
        ContractCase.of(15, "OPTIONS *, OPTIONS path, TRACE", MethodCases::optionsAndTrace),
        ContractCase.of(16, "unknown method, lower-case method", MethodCases::unknown),
        ContractCase.of(17, "HTTP/1.0 with and without keep-alive", MethodCases::http10));
  }

  private static void head(Conversation talk) throws Exception {
    talk.exchange(
        Request.of("HEAD", "/hello")
            .expecting(
                row -> {
                  assertThat(row.row().length().orElse(0L)).as("length").isZero();
                  assertThat(row.member("result").isNull()).as("no body").isTrue();
                }));
    talk.exchange(Request.of("HEAD", "/files/big.txt"));
  }

  private static void optionsAndTrace(Conversation talk) throws Exception {
    talk.exchange(Request.raw("OPTIONS", "*").unseenAt(Trait.SERVLETS_ONLY));
    talk.exchange(Request.of("OPTIONS", "/hello"));
    talk.exchange(Request.of("TRACE", "/hello"));
  }

  private static void unknown(Conversation talk) throws Exception {
    // The API gives methods in lower case, so that lower case itself does not show there.
    talk.exchange(Request.of("TEST", "/hello"));
    talk.exchange(Request.of("get", "/hello"));
    talk.exchange(Request.of("M".repeat(20), "/hello"));
    String longest = "M".repeat(60);
    if (talk.server().has(Trait.REFUSES_LONG_METHODS)) {
      talk.refused(
          "method of 60 letters",
          "/raw/c16-method",
          longest + " /app/hello HTTP/1.1\r\nHost: localhost:8080\r\n\r\n");
      return;
    }
    talk.exchange(
        Request.of(longest, "/hello")
            .unusual(Fact.METHOD)
            .expecting(
                row ->
                    assertThat(row.row().method())
                        .as("method, capped")
                        .hasSizeLessThanOrEqualTo(MAX_METHOD_CHARS)
                        .startsWith("mmmmmmmm")));
  }

  private static void http10(Conversation talk) throws Exception {
    try (RawHttp connection = talk.connect()) {
      talk.exchange(connection, Request.get("/hello").protocol("HTTP/1.0"));
      talk.note("closed without keep-alive", Boolean.toString(connection.isAtEnd()));
    }
    try (RawHttp connection = talk.connect()) {
      Request kept = Request.get("/hello").protocol("HTTP/1.0").header("Connection: keep-alive");
      talk.exchange(connection, kept);
      talk.exchange(connection, kept);
    }
  }
}
