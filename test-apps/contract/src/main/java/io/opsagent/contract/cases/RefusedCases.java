package io.opsagent.contract.cases;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Request;
import java.util.List;

/** Cases 12 and 13: what no server can read. */
public final class RefusedCases {
  private static final int TOO_LARGE_CHARS = 34_000;

  private RefusedCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(12, "malformed request line; bad header; bad URI", RefusedCases::bad),
        ContractCase.of(13, "header block too large", RefusedCases::tooLarge));
  }

  private static void bad(Conversation talk) throws Exception {
    talk.refused("request line without target", "/raw/c12-line", "GET\r\n\r\n");
    talk.refused(
        "unknown protocol",
        "/raw/c12-protocol",
        "GET /app/raw/c12-protocol JUNK/x\r\nHost: localhost:8080\r\n\r\n");
    talk.refused(
        "blank in a header's name",
        "/raw/c12-header",
        "GET /app/raw/c12-header HTTP/1.1\r\nHost: localhost:8080\r\nBad Header: x\r\n\r\n");
    talk.refused(
        "two lengths",
        "/raw/c12-length",
        "POST /app/raw/c12-length HTTP/1.1\r\nHost: localhost:8080\r\nContent-Length: 1\r\n"
            + "Content-Length: 2\r\n\r\nab");
    talk.refused(
        "bad escape in the URI",
        "/raw/c12-%zz",
        "GET /app/raw/c12-%zz HTTP/1.1\r\nHost: localhost:8080\r\n\r\n");
    // What came before and after on other connections is served as always.
    talk.exchange(Request.get("/hello"));
  }

  private static void tooLarge(Conversation talk) throws Exception {
    talk.refused(
        "header block of 34,000 bytes",
        "/raw/c13",
        "GET /app/raw/c13 HTTP/1.1\r\nHost: localhost:8080\r\nX-Large: "
            + "l".repeat(TOO_LARGE_CHARS)
            + "\r\n\r\n");
    talk.exchange(Request.get("/hello"));
  }
}
