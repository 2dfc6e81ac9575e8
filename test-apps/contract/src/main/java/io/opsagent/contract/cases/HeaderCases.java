package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Request;
import io.opsagent.contract.RowCheck;
import io.opsagent.testing.RawHttp;
import java.io.IOException;
import java.util.List;

/** Cases 18 to 22: headers and what is read out of them. */
public final class HeaderCases {
  private static final String MASK = "******";
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACE_PARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

  private HeaderCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(18, "headers, multi-valued, mixed case, masked", HeaderCases::headers),
        ContractCase.of(19, "cookies are masked", HeaderCases::cookies),
        ContractCase.of(20, "X-Request-ID given, absent, invalid", HeaderCases::requestIds),
        ContractCase.of(21, "traceparent in any case, invalid, twice", HeaderCases::traceParents),
        ContractCase.of(22, "forwarded addresses", HeaderCases::forwarded));
  }

  private static void headers(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/headers")
            .header("X-Mixed-Case: one")
            .header("x-mixed-CASE: two")
            .header("X-Api_Key: very-secret-value")
            .expecting(
                row -> {
                  assertThat(row.requestHeader("X-Mixed-Case").toString())
                      .isEqualTo("[\"one\",\"two\"]");
                  assertThat(row.responseHeader("X-Multi").toString())
                      .isEqualTo("[\"one\",\"two\"]");
                  assertThat(row.responseHeader("x-lower").asText()).isEqualTo("three");
                  assertThat(row.requestHeader("X-Api_Key").asText()).isEqualTo(MASK);
                  assertThat(row.toString()).doesNotContain("very-secret-value");
                }));
  }

  private static void cookies(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/headers")
            .header("Cookie: basket=not-for-you; theme=dark")
            .expecting(
                row -> {
                  assertThat(row.requestHeader("Cookie").asText()).isEqualTo(MASK);
                  assertThat(row.responseHeader("Set-Cookie").asText()).isEqualTo(MASK);
                  assertThat(row.toString())
                      .doesNotContain("not-for-you")
                      .doesNotContain("session=secret");
                }));
  }

  private static void requestIds(Conversation talk) throws Exception {
    talk.exchange(Request.get("/hello"));
    talk.exchange(Request.get("/raw/c20-absent").withoutId().expecting(madeId()));
    talk.exchange(
        Request.get("/raw/c20-long")
            .withoutId()
            .header("X-Request-ID: " + "i".repeat(200))
            .expecting(madeId()));
    talk.exchange(
        Request.get("/raw/c20-blank")
            .withoutId()
            .header("X-Request-ID: with a blank")
            .expecting(madeId()));
  }

  private static RowCheck madeId() {
    return row ->
        assertThat(row.detail("request_id")).as("id of the agent").matches("[0-9a-f]{32}");
  }

  private static void traceParents(Conversation talk) throws Exception {
    talk.exchange(Request.get("/hello").header("traceparent: " + TRACE_PARENT).expecting(trace()));
    talk.exchange(Request.get("/hello").header("TraceParent: " + TRACE_PARENT).expecting(trace()));
    talk.exchange(
        Request.get("/hello")
            .header("traceparent: " + TRACE_PARENT.toUpperCase(java.util.Locale.ROOT))
            .expecting(noTrace()));
    talk.exchange(Request.get("/hello").header("traceparent: 00-0-0-01").expecting(noTrace()));
    talk.exchange(
        Request.get("/hello")
            .header("traceparent: " + TRACE_PARENT)
            .header("Traceparent: " + TRACE_PARENT)
            .expecting(noTrace()));
  }

  private static RowCheck trace() {
    return row -> assertThat(row.detail("trace_id")).as("trace id").isEqualTo(TRACE_ID);
  }

  private static RowCheck noTrace() {
    return row -> assertThat(row.detail("trace_id")).as("trace id").isEqualTo("null");
  }

  private static void forwarded(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/hello")
            .header("X-Forwarded-For: 203.0.113.7")
            .expecting(client("127.0.0.1", "127.0.0.1")));
    fromTrustedPeer(talk, "X-Forwarded-For: 198.51.100.4, 203.0.113.7", "203.0.113.7");
    fromTrustedPeer(talk, "Forwarded: for=\"[2001:db8::1]:4711\";proto=https", "2001:db8::1");
    fromTrustedPeer(talk, "Forwarded: for=unknown, for=203.0.113.9", "203.0.113.9");
  }

  private static void fromTrustedPeer(Conversation talk, String header, String client)
      throws IOException {
    try (RawHttp connection = RawHttp.connectFrom(Conversation.TRUSTED_PEER, talk.port())) {
      talk.exchange(
          connection,
          Request.get("/hello")
              .header(header)
              .expecting(client(client, Conversation.TRUSTED_PEER)));
    }
  }

  private static RowCheck client(String address, String peer) {
    return row -> {
      assertThat(row.text("ip")).as("client").isEqualTo(address);
      assertThat(row.detail("peer")).as("peer").isEqualTo(peer);
    };
  }
}
