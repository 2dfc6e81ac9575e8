package io.opsagent.benchmarks.micro.application;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.Adapter;
import org.apache.coyote.OutputBuffer;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * A Tomcat with one servlet, whose requests do not come from a socket: each call hands the
 * container a parsed request and answers its status. Everything from the adapter on is Tomcat's own
 * way.
 */
public final class EmbeddedTomcat implements Callable<Integer>, AutoCloseable {
  private static final byte[] PATH = ascii("/shop/orders/4711");
  private static final byte[] QUERY = ascii("page=2&sort=date");
  private static final byte[] PAGE = ascii("<html><body>order 4711</body></html>");

  // Held, because a logger that nobody holds forgets its level.
  private static final Logger CONTAINER_LOG = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();
  private final Adapter adapter;
  private final Request request = new Request();
  private final Response response = new Response();
  private final byte[][] names;
  private final byte[][] values;

  /** Starts it, on a free port of the loopback interface that nobody uses. */
  public EmbeddedTomcat() throws Exception {
    CONTAINER_LOG.setLevel(Level.WARNING);
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("/shop", null);
    Tomcat.addServlet(context, "orders", new Orders());
    context.addServletMappingDecoded("/orders/*", "orders");
    tomcat.start();
    adapter = connector.getProtocolHandler().getAdapter();

    String[] headers = {
      "Host", "shop.example.com",
      "Connection", "keep-alive",
      "Cache-Control", "max-age=0",
      "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",
      "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      "Sec-Fetch-Site", "same-origin",
      "Sec-Fetch-Mode", "navigate",
      "Referer", "https://shop.example.com/shop/orders?page=1",
      "Accept-Encoding", "gzip, deflate, br",
      "Accept-Language", "en-GB,en;q=0.9,de;q=0.8",
      "Cookie", "theme=dark; language=en",
      "X-Forwarded-For", "203.0.113.9",
    };
    names = new byte[headers.length / 2][];
    values = new byte[headers.length / 2][];
    for (int i = 0; i < names.length; i++) {
      names[i] = ascii(headers[2 * i]);
      values[i] = ascii(headers[2 * i + 1]);
    }
    request.setResponse(response);
    response.setRequest(request);
    response.setOutputBuffer(new Nowhere());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Integer call() throws Exception {
    request.setMethod("GET");
    request.protocol().setString("HTTP/1.1");
    request.scheme().setString("http");
    request.serverName().setString("shop.example.com");
    request.setServerPort(80);
    request.remoteAddr().setString("192.0.2.44");
    request.requestURI().setBytes(PATH, 0, PATH.length);
    request.queryString().setBytes(QUERY, 0, QUERY.length);
    MimeHeaders headers = request.getMimeHeaders();
    for (int i = 0; i < names.length; i++) {
      headers.addValue(names[i], 0, names[i].length).setBytes(values[i], 0, values[i].length);
    }
    adapter.service(request, response);
    int status = response.getStatus();
    request.recycle();
    response.recycle();
    return status;
  }

  @Override
  public void close() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class Orders extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/html");
      response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate");
      response.setHeader("X-Frame-Options", "DENY");
      response.setHeader("Vary", "Accept-Encoding");
      response.setContentLength(PAGE.length);
      response.getOutputStream().write(PAGE);
    }
  }

  /** Where the answer goes: counted, and gone. */
  private static final class Nowhere implements OutputBuffer {
    private long bytes;

    @Override
    public int doWrite(ByteBuffer chunk) {
      int length = chunk.remaining();
      chunk.position(chunk.limit());
      bytes += length;
      return length;
    }

    @Override
    public long getBytesWritten() {
      return bytes;
    }
  }
}
