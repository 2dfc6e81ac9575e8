package io.opsagent.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardWrapper;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * The objects of one connection of Tomcat, real ones, and what its parser, its mapper and a servlet
 * put into them for a request. Header lines are slices of one byte buffer, as from the network.
 */
final class TomcatObjects {
  static final String PATH = "/shop/orders/4711";
  static final String QUERY = "page=2&sort=date";
  static final String USER_AGENT =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/126.0.0.0 Safari/537.36";
  static final long RESPONSE_BYTES = 1_234;

  /** Name and value of each header line of the request. */
  static final String[][] REQUEST_HEADERS = {
    {"Host", "shop.example.com"},
    {"Connection", "keep-alive"},
    {"Cache-Control", "max-age=0"},
    {"User-Agent", USER_AGENT},
    {"Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
    {"Sec-Fetch-Site", "same-origin"},
    {"Sec-Fetch-Mode", "navigate"},
    {"Referer", "https://shop.example.com/shop/orders?page=1"},
    {"Accept-Encoding", "gzip, deflate, br"},
    {"Accept-Language", "en-GB,en;q=0.9,de;q=0.8"},
    {"Cookie", "JSESSIONID=5A0F3C2B1D4E6F7089ABCDEF01234567; theme=dark"},
    {"X-Forwarded-For", "203.0.113.9"},
  };

  final org.apache.coyote.Request coyoteRequest = new org.apache.coyote.Request();
  final org.apache.coyote.Response coyoteResponse = new org.apache.coyote.Response();
  final Request request = new Request(new Connector());
  final Response response = new Response();

  private final byte[] input;
  private final int[] starts = new int[2 * REQUEST_HEADERS.length + 3];
  private final StandardContext context = new StandardContext();
  private final StandardWrapper wrapper = new StandardWrapper();
  private final char[] servletPath = "/orders".toCharArray();
  private final char[] pathInfo = "/4711".toCharArray();

  TomcatObjects() {
    StringBuilder text = new StringBuilder();
    int at = 0;
    for (String[] header : REQUEST_HEADERS) {
      starts[at++] = text.length();
      text.append(header[0]);
      starts[at++] = text.length();
      text.append(header[1]);
    }
    starts[at++] = text.length();
    text.append(PATH);
    starts[at++] = text.length();
    text.append(QUERY);
    starts[at] = text.length();
    input = text.toString().getBytes(StandardCharsets.ISO_8859_1);

    coyoteRequest.setResponse(coyoteResponse);
    coyoteResponse.setRequest(coyoteRequest);
    request.setCoyoteRequest(coyoteRequest);
    response.setCoyoteResponse(coyoteResponse);
    request.setResponse(response);
    response.setRequest(request);
    context.setPath("/shop");
    wrapper.setName("orders");
  }

  /** What the parser fills in, behind the recycling of the last request. */
  void parse() {
    request.recycle();
    response.recycle();
    coyoteRequest.recycle();
    coyoteResponse.recycle();

    coyoteRequest.setMethod("GET");
    coyoteRequest.protocol().setString("HTTP/1.1");
    coyoteRequest.scheme().setString("http");
    coyoteRequest.remoteAddr().setString("192.0.2.44");
    MimeHeaders headers = coyoteRequest.getMimeHeaders();
    int at = 0;
    for (int i = 0; i < REQUEST_HEADERS.length; i++) {
      MessageBytes value = headers.addValue(input, starts[at], starts[at + 1] - starts[at]);
      value.setBytes(input, starts[at + 1], starts[at + 2] - starts[at + 1]);
      at += 2;
    }
    slice(coyoteRequest.requestURI(), at);
    slice(coyoteRequest.queryString(), at + 1);
  }

  private void slice(MessageBytes into, int at) {
    into.setBytes(input, starts[at], starts[at + 1] - starts[at]);
  }

  /** What the mapper says: a servlet on {@code /orders/*} of the web application {@code /shop}. */
  void map() {
    request.getMappingData().context = context;
    request.getMappingData().wrapper = wrapper;
    request.getMappingData().wrapperPath.setChars(servletPath, 0, servletPath.length);
    request.getMappingData().pathInfo.setChars(pathInfo, 0, pathInfo.length);
  }

  /**
   * What the servlet and the frameworks around it do: ask for the strings that every one asks for,
   * so that Tomcat makes them, and answer with five headers.
   */
  int serve() {
    int asked =
        request.getMethod().length()
            + request.getRequestURI().length()
            + request.getServletPath().length();
    coyoteResponse.setStatus(200);
    coyoteResponse.setContentTypeNoCharset("text/html");
    coyoteResponse.setContentLength(RESPONSE_BYTES);
    MimeHeaders headers = coyoteResponse.getMimeHeaders();
    headers.addValue("Cache-Control").setString("no-cache, no-store, must-revalidate");
    headers.addValue("X-Frame-Options").setString("DENY");
    headers.addValue("Vary").setString("Accept-Encoding");
    return asked;
  }
}
