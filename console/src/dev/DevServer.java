import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Shows the console from its sources while somebody works on it, so that a change needs no build:
 *
 * <pre>java console/src/dev/DevServer.java http://127.0.0.1:8274/ops 8300</pre>
 *
 * <p>Run in the root of the repository, beside an agent of a build that has the console (its
 * libraries come from there). All but the console's own files is passed on to that agent. Listens
 * on the loopback address only.
 */
public final class DevServer {
  private static final Path SOURCES = Path.of("console/src/main/console");
  private static final Path BUILT = Path.of("console/target/classes/io/opsagent/console/files");
  private static final String CSP =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";
  private static final Set<String> NOT_PASSED =
      Set.of("host", "connection", "content-length", "origin", "upgrade", "http2-settings");

  private final URI agent;
  private final String root;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private DevServer(URI agent) {
    this.agent = agent;
    this.root = agent.getPath();
  }

  public static void main(String[] args) throws IOException {
    DevServer dev = new DevServer(URI.create(args[0]));
    int port = Integer.parseInt(args[1]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", dev::handle);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    System.out.println("http://127.0.0.1:" + port + dev.root + "/ui/");
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String files = root + "/ui/_/dev/";
    try (exchange) {
      if (path.startsWith(files)) {
        file(exchange, path.substring(files.length()));
      } else if (path.equals(root + "/ui") || path.startsWith(root + "/ui/")) {
        shell(exchange, files);
      } else {
        pass(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println(path + ": " + e);
    }
  }

  private void shell(HttpExchange exchange, String files) throws IOException {
    String shell =
        Files.readString(SOURCES.resolve("shell.html"))
            .replace("{root}", root)
            .replace("{build}", "dev")
            .replace("{files}", files)
            .replace("{first}", "");
    exchange.getResponseHeaders().set("Content-Security-Policy", CSP);
    send(exchange, "text/html; charset=utf-8", shell.getBytes(StandardCharsets.UTF_8));
  }

  private void file(HttpExchange exchange, String name) throws IOException {
    Path source = SOURCES.resolve(name).normalize();
    Path built = BUILT.resolve(name + ".gz").normalize();
    String type = name.endsWith(".css") ? "text/css" : "text/javascript";
    type = name.endsWith(".svg") ? "image/svg+xml" : type;
    if (source.startsWith(SOURCES) && Files.isRegularFile(source)) {
      send(exchange, type, Files.readAllBytes(source));
    } else if (built.startsWith(BUILT) && Files.isRegularFile(built)) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(built))) {
        send(exchange, type, in.readAllBytes());
      }
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void pass(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(agent.resolve(exchange.getRequestURI()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED.contains(name.toLowerCase())) {
                values.forEach(value -> request.header(name, value));
              }
            });
    byte[] body = exchange.getRequestBody().readAllBytes();
    request.method(
        exchange.getRequestMethod(),
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    HttpResponse<InputStream> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    for (String name : List.of("content-type", "set-cookie", "etag", "retry-after", "location")) {
      answer.headers().allValues(name).forEach(v -> exchange.getResponseHeaders().add(name, v));
    }
    boolean isEmpty = answer.statusCode() == 204 || answer.statusCode() == 304;
    exchange.sendResponseHeaders(answer.statusCode(), isEmpty ? -1 : 0);
    if (isEmpty) {
      return;
    }
    // Piece by piece: a stream of events never ends.
    try (InputStream in = answer.body();
        OutputStream out = exchange.getResponseBody()) {
      byte[] piece = new byte[8192];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        out.write(piece, 0, n);
        out.flush();
      }
    }
  }
}
