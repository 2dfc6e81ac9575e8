package io.opsagent.testapps.tomcat;

import java.util.LinkedHashMap;
import java.util.Map;

/** Requests that Tomcat refuses with 400 before any application sees them. */
final class BadRequests {
  private static final String HOST = "Host: localhost:8080\r\n";
  private static final String END = "\r\n";
  private static final int TOO_MANY_HEADER_BYTES = 20_000;

  private BadRequests() {}

  /** The bytes to send, as ISO-8859-1 text, by name. */
  static Map<String, String> all() {
    Map<String, String> requests = new LinkedHashMap<>();
    requests.put("method with a character that is none", line("G{}T /probe/echo.jsp HTTP/1.1"));
    requests.put("line with a protocol that is none", line("GET /probe/echo.jsp HTTP/x.y"));
    requests.put("TLS hello on a plain port", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n");
    requests.put("path with characters that must be encoded", line("GET /probe/<x>|y HTTP/1.1"));
    requests.put("path with a broken percent sign", line("GET /probe/%zz HTTP/1.1"));
    requests.put("path above the root", line("GET /probe/../../etc/passwd HTTP/1.1"));
    requests.put("no host", "GET /probe/echo.jsp HTTP/1.1\r\n\r\n");
    requests.put("two hosts", "GET /probe/echo.jsp HTTP/1.1\r\n" + HOST + "Host: other\r\n" + END);
    requests.put("host that is none", "GET /probe/echo.jsp HTTP/1.1\r\nHost: a b\r\n" + END);
    requests.put("header name with a blank", header("Bad Name: x"));
    requests.put("header without a colon", header("no colon here"));
    requests.put("header block too large", header("X-Large: " + "x".repeat(TOO_MANY_HEADER_BYTES)));
    requests.put("length that is no number", header("Content-Length: ten"));
    requests.put("two lengths", header("Content-Length: 1\r\nContent-Length: 2"));
    return requests;
  }

  private static String line(String requestLine) {
    return requestLine + "\r\n" + HOST + END;
  }

  private static String header(String line) {
    return "GET /probe/echo.jsp HTTP/1.1\r\n" + HOST + line + "\r\n" + END;
  }
}
