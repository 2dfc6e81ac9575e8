package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.Request;
import io.opsagent.contract.Trait;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Cases 1 to 4 and 11: request lines, paths and routes. */
public final class RoutingCases {
  private RoutingCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(1, "GET 200, 1, 4, 50 times", RoutingCases::plainGets),
        ContractCase.of(2, "query string with encoded and repeated names", RoutingCases::queries),
        ContractCase.of(3, "raw paths", RoutingCases::rawPaths),
        ContractCase.of(4, "path parameter route", RoutingCases::routes),
        ContractCase.of(11, "not found, no handler", RoutingCases::notFound));
  }

  private static void plainGets(Conversation talk) throws Exception {
    for (int times : new int[] {1, 4, 50}) {
      for (int i = 0; i < times; i++) {
        talk.exchange(
            Request.get("/hello")
                .expecting(row -> assertThat(row.text("scheme")).isEqualTo("http"))
                .expecting(row -> assertThat(row.text("ip")).isEqualTo("127.0.0.1"))
                .expecting(row -> assertThat(row.text("response_type")).isEqualTo("text/plain")));
      }
    }
  }

  private static void queries(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/query?b=2&a=1&b=3&c=%C3%A4%20%26%3D+x&empty=&flag&d%5B%5D=4")
            .expecting(
                row -> {
                  assertThat(row.member("query").path("b").toString()).isEqualTo("[\"2\",\"3\"]");
                  assertThat(row.member("query").path("c").asText()).isEqualTo("ä &= x");
                }));
    talk.exchange(Request.get("/query?"));
  }

  private static void rawPaths(Conversation talk) throws Exception {
    talk.exchange(Request.get("/raw/a%20b/%C3%A4/%E4%BD%A0"));
    talk.exchange(Request.get("/raw/matrix;v=1;w=2/x"));
    talk.exchange(
        Request.get("/raw/s;jsessionid=0123456789ABCDEF0123456789ABCDEF")
            .unusual(Fact.PATH)
            .expecting(
                row -> assertThat(row.row().path()).isEqualTo("/app/raw/s;jsessionid=******")));
    talk.exchange(Request.get("/raw//double"));
    talk.exchange(Request.get("/raw/up/../down"));
    // Some servers refuse an encoded slash, and then each in its own way.
    talk.exchange(Request.get("/raw/a%2Fb").unusual(Fact.OUTCOME).unseenAt(Trait.SERVLETS_ONLY));
    if (talk.server().has(Trait.STRICT_PORT)) {
      ambiguousPaths(talk);
    }
  }

  /** Refused or not, the row says what the client asked for. */
  private static void ambiguousPaths(Conversation talk) throws Exception {
    for (String path :
        new String[] {"/raw/a%2Fb", "/raw//double", "/raw/%2e%2e/up", "/raw/x/..;/y"}) {
      AtomicInteger status = new AtomicInteger();
      try (RawHttp connection = RawHttp.connect(talk.strictPort())) {
        RawAnswer answer =
            talk.exchange(
                connection,
                Request.get(path + "?strict=true")
                    .header("X-Mark: ambiguous")
                    .unusual(Fact.OUTCOME, Fact.NO_EXCEPTION)
                    .expecting(
                        row -> {
                          assertThat(row.row().outcome())
                              .as("outcome")
                              .isEqualTo(status.get() == 400 ? "bad_request" : "completed");
                          assertThat(row.requestHeader("X-Mark").asText())
                              .as("header of the request")
                              .isEqualTo("ambiguous");
                        }));
        status.set(answer.status());
        talk.note(path + " where the server is strict", answer.statusLine());
      }
    }
  }

  private static void routes(Conversation talk) throws Exception {
    String route = talk.server().has(Trait.ROUTE_PATTERNS) ? "/app/orders/{id}" : "/app/orders/*";
    for (String id : new String[] {"17", "4711", "a-b"}) {
      talk.exchange(
          Request.get("/orders/" + id)
              .expecting(row -> assertThat(row.detail("route")).isEqualTo(route))
              .expectingOfBodies(
                  row -> assertThat(row.member("result").path("id").asText()).isEqualTo(id)));
    }
  }

  private static void notFound(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/nothing/here")
            .expecting(row -> assertThat(row.detail("route")).isEqualTo("null")));
  }
}
