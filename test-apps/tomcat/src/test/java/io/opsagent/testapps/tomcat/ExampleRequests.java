package io.opsagent.testapps.tomcat;

import io.opsagent.testing.Normaliser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a visitor does with the examples beyond opening each page once. */
final class ExampleRequests {
  private static final String SERVLETS = "/examples/servlets/servlet/";
  private static final String STATIC_PAGE = "/examples/servlets/index.html";
  private static final int UPLOAD_BYTES = 100_000;

  // The cart is a set of enum constants: its order is that of identity hash codes.
  private static final Normaliser CART_ITEM =
      Normaliser.of("<li> (X-files movie|Twin peaks tapes)", "<one of the two items>");

  private ExampleRequests() {}

  /**
   * Those that wait for timers of the server and compile no JSP, so that they can run beside
   * others.
   */
  static List<Flow> waiting() {
    return List.of(
        Flow.single(Step.get("async0", "/examples/async/async0").ignoring(Normaliser.ISO_TIME)),
        Flow.single(Step.get("async2", "/examples/async/async2").ignoring(Normaliser.ISO_TIME)),
        Flow.endless(Step.get("stockticker", "/examples/async/stockticker"), 2));
  }

  /**
   * Ends with a JSP, which has an own page: a JSP that Tomcat cannot compile on this JDK answers
   * the first call otherwise than the second, so this must come after the page.
   */
  static Flow afterPages() {
    return Flow.single(Step.get("async1", "/examples/async/async1").ignoring(Normaliser.ISO_TIME));
  }

  /** All others, to be sent one after the other. */
  static List<Flow> fast(TomcatDistribution distribution) {
    List<Flow> flows = new ArrayList<>();
    servlets(flows, distribution);
    sessions(flows);
    jspForms(flows);
    nonBlocking(flows);
    methods(flows);
    connections(flows);
    webSockets(flows);
    return List.copyOf(flows);
  }

  private static void servlets(List<Flow> flows, TomcatDistribution distribution) {
    flows.add(Flow.single(Step.get("hello", SERVLETS + "HelloWorldExample")));
    flows.add(
        Flow.single(
            Step.get("hello-german", SERVLETS + "HelloWorldExample")
                .withHeader("Accept-Language: de")));
    flows.add(Flow.single(Step.get("request-info", SERVLETS + "RequestInfoExample")));
    flows.add(
        Flow.single(
            Step.get(
                "request-info-path", SERVLETS + "RequestInfoExample/a%20b/c;x=1?q=%C3%A4&q=2")));
    flows.add(
        Flow.single(
            Step.get("request-headers", SERVLETS + "RequestHeaderExample")
                .withHeader("X-Twice: one")
                .withHeader("x-twice: two")
                .withHeader("Accept: text/html, */*;q=0.1")));
    flows.add(
        Flow.single(
            Step.get("request-headers-json", SERVLETS + "RequestHeaderExample")
                .withHeader("Accept: application/json")));
    flows.add(Flow.single(Step.get("params-none", SERVLETS + "RequestParamExample")));
    flows.add(
        Flow.single(
            Step.get("params-query", SERVLETS + "RequestParamExample?firstname=A%26B&lastname=C")));
    flows.add(
        Flow.single(
            Step.form(
                "params-form",
                SERVLETS + "RequestParamExample",
                "firstname=J%C3%B6rg&lastname=M%C3%BCller+%3Cb%3E")));
    flows.add(
        Flow.single(
            Step.form(
                "params-form-and-query",
                SERVLETS + "RequestParamExample?firstname=query",
                "firstname=form&lastname=form")));
    flows.add(Flow.single(Step.get("cookies-none", SERVLETS + "CookieExample")));
    flows.add(
        Flow.single(
            Step.get("cookies-sent", SERVLETS + "CookieExample")
                .withHeader("Cookie: colour=green; size=42")));
    flows.add(
        Flow.single(
            Step.form(
                "cookies-set", SERVLETS + "CookieExample", "cookiename=taste&cookievalue=sweet")));
    flows.add(
        Flow.single(
            Step.get("compression-test", "/examples/CompressionTest")
                .withHeader("Accept-Encoding: gzip")));
    flows.add(Flow.single(Step.get("servlet-to-jsp", "/examples/servletToJsp")));
    flows.add(
        Flow.single(Step.get("async3", "/examples/async/async3").ignoring(Normaliser.ISO_TIME)));
    if (distribution.version().feature() >= 9) {
      flows.add(Flow.single(Step.get("trailers", "/examples/servlets/trailers/response")));
      flows.add(Flow.single(Step.get("server-push", "/examples/servlets/serverpush/simpleimage")));
    }
  }

  private static void sessions(List<Flow> flows) {
    String session = SERVLETS + "SessionExample";
    flows.add(
        Flow.session(
            Step.get("session-new", session).ignoring(Normaliser.JAVA_DATE),
            Step.form("session-put", session, "dataname=a&datavalue=1")
                .ignoring(Normaliser.JAVA_DATE),
            Step.get("session-put-get", session + "?dataname=b&datavalue=%3C2%3E")
                .ignoring(Normaliser.JAVA_DATE),
            Step.get("session-read", session).ignoring(Normaliser.JAVA_DATE)));
    flows.add(
        Flow.session(
            Step.get("login-wanted", "/examples/jsp/security/protected/index.jsp"),
            Step.form(
                "login-wrong",
                "/examples/jsp/security/protected/j_security_check",
                "j_username=nobody&j_password=secret"),
            Step.request("login-put", "PATCH", "/examples/jsp/security/protected/index.jsp")));
  }

  private static void jspForms(List<Flow> flows) {
    flows.add(
        Flow.session(
            Step.get("cart-empty", "/examples/jsp/sessions/carts.jsp"),
            Step.get(
                "cart-add",
                "/examples/jsp/sessions/carts.jsp?itemId=1&item=X-files+movie&submit=add"),
            Step.form("cart-form", "/examples/jsp/sessions/carts.jsp", "itemId=2&submit=add")
                .ignoring(CART_ITEM),
            Step.get("cart-remove", "/examples/jsp/sessions/carts.jsp?itemId=1&submit=remove")));
    flows.add(
        Flow.session(
            Step.get("number-start", "/examples/jsp/num/numguess.jsp"),
            Step.get("number-too-low", "/examples/jsp/num/numguess.jsp?guess=0"),
            Step.get("number-no-number", "/examples/jsp/num/numguess.jsp?guess=x")));
    flows.add(
        Flow.session(
            Step.form("colors", "/examples/jsp/colors/colrs.jsp", "color1=red&color2=blue"),
            Step.form("colors-hint", "/examples/jsp/colors/colrs.jsp", "action=Hint")));
    flows.add(
        Flow.single(
            Step.get(
                "checkbox", "/examples/jsp/checkbox/checkresult.jsp?fruit=apples&fruit=grapes")));
    flows.add(
        Flow.single(Step.get("error-page", "/examples/jsp/error/err.jsp?name=audi&submit=Submit")));
    flows.add(
        Flow.single(
            Step.get("no-error-page", "/examples/jsp/error/err.jsp?name=integra&submit=Submit")));
    flows.add(
        Flow.single(
            Step.get("el-parameter", "/examples/jsp/jsp2/el/implicit-objects.jsp?foo=%3Cbar%3E")));
    flows.add(
        Flow.single(Step.get("el-functions", "/examples/jsp/jsp2/el/functions.jsp?foo=JSP+2.0")));
    flows.add(
        Flow.single(
            Step.get(
                "jspx",
                "/examples/jsp/jsp2/jspx/textRotate.jspx?name=JSPX%20rules%20the%20world")));
    flows.add(
        Flow.single(
            Step.get("snoop-query", "/examples/jsp/snp/snoop.jsp?a=1&a=2&b=%E2%82%AC")
                .withHeader("User-Agent: harness/1.0")));
  }

  private static void nonBlocking(List<Flow> flows) {
    String counter = "/examples/servlets/nonblocking/bytecounter";
    byte[] upload = new byte[UPLOAD_BYTES];
    for (int i = 0; i < upload.length; i++) {
      upload[i] = (byte) ('a' + i % 26);
    }
    flows.add(Flow.single(Step.get("bytecounter-get", counter)));
    flows.add(
        Flow.single(
            Step.request("bytecounter-length", "POST", counter)
                .withHeader("Content-Type: text/plain")
                .withHeader("Content-Length: " + upload.length)
                .withBody(upload)));
    flows.add(
        Flow.single(
            Step.request("bytecounter-chunked", "POST", counter)
                .withHeader("Content-Type: application/octet-stream")
                .withHeader("Transfer-Encoding: chunked")
                .withBody(chunked(upload, 7_000))));
    flows.add(
        Flow.single(
            Step.request("bytecounter-expect", "POST", counter)
                .withHeader("Content-Type: text/plain")
                .withHeader("Content-Length: " + upload.length)
                .withHeader("Expect: 100-continue")
                .withBody(upload)));
    flows.add(Flow.single(Step.get("numberwriter", "/examples/servlets/nonblocking/numberwriter")));
  }

  private static void methods(List<Flow> flows) {
    flows.add(Flow.single(Step.request("head-static", "HEAD", STATIC_PAGE)));
    flows.add(Flow.single(Step.request("head-servlet", "HEAD", SERVLETS + "HelloWorldExample")));
    flows.add(Flow.single(Step.request("head-jsp", "HEAD", "/examples/jsp/snp/snoop.jsp")));
    flows.add(Flow.single(Step.request("head-missing", "HEAD", "/examples/no-such-page")));
    flows.add(Flow.single(Step.request("options-static", "OPTIONS", STATIC_PAGE)));
    flows.add(
        Flow.single(Step.request("options-servlet", "OPTIONS", SERVLETS + "HelloWorldExample")));
    flows.add(Flow.single(Step.request("options-star", "OPTIONS", "*")));
    flows.add(Flow.single(Step.request("trace", "TRACE", STATIC_PAGE)));
    flows.add(Flow.single(Step.request("unknown-method", "TEST", SERVLETS + "HelloWorldExample")));
    flows.add(
        Flow.single(
            Step.request("put-static", "PUT", STATIC_PAGE)
                .withHeader("Content-Length: 3")
                .withBody(new byte[] {'a', 'b', 'c'})));
    flows.add(Flow.single(Step.request("delete-static", "DELETE", STATIC_PAGE)));
    flows.add(
        Flow.single(
            Step.get("not-modified", STATIC_PAGE)
                .withHeader("If-Modified-Since: Fri, 31 Dec 2100 00:00:00 GMT")));
    flows.add(
        Flow.single(Step.get("not-modified-etag", STATIC_PAGE).withHeader("If-None-Match: *")));
    flows.add(
        Flow.single(
            Step.get("precondition-failed", STATIC_PAGE).withHeader("If-Match: \"no-such-tag\"")));
    flows.add(Flow.single(Step.get("range", STATIC_PAGE).withHeader("Range: bytes=10-99")));
    flows.add(
        Flow.single(Step.get("range-wrong", STATIC_PAGE).withHeader("Range: bytes=9999999-")));
    flows.add(Flow.single(Step.get("missing", "/examples/no-such-page")));
    flows.add(Flow.single(Step.get("missing-encoded", "/examples/%E4%BD%A0;jsessionid=1?x=%00")));
    flows.add(Flow.single(Step.get("missing-jsp", "/examples/jsp/no-such-page.jsp")));
    flows.add(Flow.single(Step.get("missing-context", "/no-such-application/page")));
    flows.add(Flow.single(Step.get("forbidden", "/examples/WEB-INF/web.xml")));
    flows.add(Flow.single(Step.get("redirect-context", "/examples")));
    flows.add(Flow.single(Step.get("redirect-folder", "/examples/servlets")));
    flows.add(Flow.single(Step.get("welcome", "/examples/")));
    flows.add(Flow.single(Step.get("double-slash", "/examples//servlets//index.html")));
    flows.add(Flow.single(Step.get("dot-dot", "/examples/jsp/../servlets/index.html")));
  }

  private static void connections(List<Flow> flows) {
    flows.add(Flow.single(Step.get("http-1.0", STATIC_PAGE).withProtocol("HTTP/1.0")));
    flows.add(
        Flow.single(
            Step.get("http-1.0-keep-alive", SERVLETS + "HelloWorldExample")
                .withProtocol("HTTP/1.0")
                .withHeader("Connection: keep-alive")));
    flows.add(
        Flow.single(
            Step.get("close", SERVLETS + "HelloWorldExample").withHeader("Connection: close")));
    flows.add(
        Flow.keepAlive(
            IntStream.range(0, 50)
                .mapToObj(i -> Step.get("keep-alive-" + i, SERVLETS + "HelloWorldExample?" + i))
                .toList()));
    List<Step> pipelined = new ArrayList<>();
    for (int i = 0; i < 10; i += 2) {
      pipelined.add(Step.get("pipelined-" + i, SERVLETS + "RequestParamExample?firstname=" + i));
      pipelined.add(
          Step.request("pipelined-" + (i + 1), "POST", SERVLETS + "RequestParamExample")
              .withHeader("Content-Type: application/x-www-form-urlencoded")
              .withHeader("Transfer-Encoding: chunked")
              .withBody(chunked(("firstname=" + (i + 1)).getBytes(StandardCharsets.US_ASCII), 4)));
    }
    flows.add(Flow.pipelined(pipelined));
  }

  private static void webSockets(List<Flow> flows) {
    for (String endpoint : WebSocketEchoes.ENDPOINTS) {
      flows.add(
          Flow.upgraded(
              upgrade("raw-" + endpoint, WebSocketEchoes.path(endpoint)),
              WebSocketFrames.textThenClose("hello")));
    }
    flows.add(
        Flow.single(
            Step.get("websocket-wrong-version", "/examples/websocket/echoAnnotation")
                .withHeader("Connection: Upgrade")
                .withHeader("Upgrade: websocket")
                .withHeader("Sec-WebSocket-Version: 7")
                .withHeader("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")));
  }

  private static Step upgrade(String name, String path) {
    return Step.get(name, path)
        .withHeader("Connection: Upgrade")
        .withHeader("Upgrade: websocket")
        .withHeader("Sec-WebSocket-Version: 13")
        .withHeader("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
  }

  private static byte[] chunked(byte[] body, int chunkBytes) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    for (int start = 0; start < body.length; start += chunkBytes) {
      int length = Math.min(chunkBytes, body.length - start);
      framed.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      framed.write(body, start, length);
      framed.writeBytes(new byte[] {'\r', '\n'});
    }
    framed.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return framed.toByteArray();
  }
}
