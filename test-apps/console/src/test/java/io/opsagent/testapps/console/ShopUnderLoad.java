package io.opsagent.testapps.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.FreePort;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.ServerLaunch;
import io.opsagent.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The official Tomcat 9 with the shop and the agent, and somebody who visits it all the time. */
final class ShopUnderLoad implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
  private static final long VISIT_MILLIS = 250;
  private static final Pattern STARTED = Pattern.compile("Server startup in");
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
  private static final List<String> PATHS =
      List.of(
          "/",
          "/api/products?q=lamp&size=5",
          "/api/products/3",
          "/api/products/4711",
          "/api/products/abc",
          "/api/orders/1",
          "/api/customers/1/orders",
          "/api/reports/sales",
          "/api/coupons/UNKNOWN",
          "/api/shipping/quotes/async?country=NZ&waitMillis=50");

  private final ServerProcess process;
  private final OperationsApi api;
  private final URI shop;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledExecutorService visitor = Executors.newSingleThreadScheduledExecutor();
  private int visits;
  private @Nullable Future<?> load;

  private ShopUnderLoad(ServerProcess process, OperationsApi api, URI shop) {
    this.process = process;
    this.api = api;
    this.shop = shop;
  }

  /** Starts it and waits until requests, errors and samples of the machine are there. */
  static ShopUnderLoad start(Path folder) throws IOException {
    int port = FreePort.pick();
    Path home = tomcat();
    Path base = Files.createDirectories(folder.resolve("base"));
    for (String name : List.of("conf", "logs", "temp", "webapps", "work")) {
      Files.createDirectories(base.resolve(name));
    }
    try (Stream<Path> files = Files.list(home.resolve("conf"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, base.resolve("conf").resolve(file.getFileName().toString()));
      }
    }
    Path server = base.resolve("conf/server.xml");
    Files.writeString(
        server,
        Files.readString(server)
            .replace("port=\"8080\"", "port=\"" + port + "\" address=\"127.0.0.1\"")
            .replace("port=\"8005\"", "port=\"-1\""));
    Files.copy(Path.of(property("shop.war")), base.resolve("webapps/shop.war"));
    Path config =
        AgentConfig.forTest(folder.resolve("data"))
            .with("rate-limit", "1000")
            .writeTo(folder.resolve("ops.properties"));
    ServerProcess process =
        ServerLaunch.of(
                "tomcat",
                folder,
                List.of("/bin/sh", home.resolve("bin/catalina.sh").toString(), "run"))
            .withEnvironment(
                Map.of(
                    "JAVA_HOME", System.getProperty("java.home"),
                    "CATALINA_HOME", home.toString(),
                    "CATALINA_BASE", base.toString(),
                    "CATALINA_OPTS", "-Xmx512m " + AgentJar.require().option("config=" + config)))
            .start();
    try {
      process.awaitStderr(STARTED, START_TIMEOUT);
      OperationsApi api = OperationsApi.of(process, START_TIMEOUT);
      ShopUnderLoad started =
          new ShopUnderLoad(process, api, URI.create("http://127.0.0.1:" + port + "/shop"));
      started.begin();
      return started;
    } catch (Throwable e) {
      process.close();
      throw e;
    }
  }

  private void begin() {
    for (int i = 0; i < PATHS.size(); i++) {
      visit();
    }
    order();
    load =
        visitor.scheduleWithFixedDelay(
            this::visit, VISIT_MILLIS, VISIT_MILLIS, TimeUnit.MILLISECONDS);
    Awaitility.await("rows of the visits, and one that failed")
        .atMost(START_TIMEOUT)
        .until(() -> api.logs(LogFilter.all()).size() > PATHS.size());
  }

  /** Waits until statistics know of the visits: the first half minute must be over. */
  void awaitStatistics() {
    awaitStatistics("get_shop_api_products_id");
  }

  /** The same for an endpoint with this in its operation id. */
  void awaitStatistics(String part) {
    HttpRequest statistics =
        HttpRequest.newBuilder(URI.create(root() + "/v1/stats/endpoints")).build();
    Awaitility.await("statistics of endpoints")
        .atMost(START_TIMEOUT)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                client
                    .send(statistics, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains(part));
  }

  private void visit() {
    String path = PATHS.get(visits++ % PATHS.size());
    send(HttpRequest.newBuilder(URI.create(shop + path)).header("Cookie", "session=secret").GET());
  }

  /** A request that fails, with markup in its body and in a header, and a password. */
  private void order() {
    String body =
        "{\"name\":\"<img src=x onerror=alert(1)>\\u202Egnp\",\"password\":\"open sesame\","
            + "\"email\":\"not an address\"}";
    send(
        HttpRequest.newBuilder(URI.create(shop + "/api/customers"))
            .header("Content-Type", "application/json")
            .header("X-Note", "<script>alert(2)</script>")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Begins a request that takes long; gives the status of its answer. */
  Future<Integer> visitSlowly(String path) {
    return client
        .sendAsync(
            HttpRequest.newBuilder(URI.create(shop + path)).timeout(Duration.ofSeconds(20)).build(),
            HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  /** Address of the application. */
  URI shop() {
    return shop;
  }

  /** What the API answers to this path below its root. */
  JsonNode resource(String path) {
    return api.resource(path);
  }

  /** Fills a cart and pays for it. */
  void checkOut() {
    Matcher id = ID.matcher(json("POST", "/api/carts", "{}"));
    if (!id.find()) {
      throw new IllegalStateException("the shop made no cart");
    }
    String cart = "/api/carts/" + id.group(1);
    json("PUT", cart + "/items/1", "{\"quantity\":1}");
    json("POST", cart + "/checkout", "{\"customerId\":1}");
  }

  /** From now on the shop checks each order, which takes its time in the database. */
  void switchRiskCheckOn() {
    json("PUT", "/api/risk-check", "{\"enabled\":true}");
  }

  private String json(String method, String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(shop + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  private String send(HttpRequest.Builder request) {
    try {
      return client
          .send(
              request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Address of the API, such as {@code http://127.0.0.1:41234/ops}. */
  String root() {
    String root = api.root().toString();
    return root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  /** Makes a user of the console with these scopes, as somebody on this host may. */
  void createUser(String name, String password, String... scopes) {
    String list = "\"" + String.join("\",\"", scopes) + "\"";
    String body =
        "{\"name\":\"%s\",\"password\":\"%s\",\"scopes\":[%s]}".formatted(name, password, list);
    send(
        HttpRequest.newBuilder(URI.create(root() + "/v1/users"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Ends the application, so that nobody answers any more. */
  void stop() {
    endLoad();
    process.stop();
  }

  @Override
  public void close() {
    endLoad();
    process.close();
  }

  private void endLoad() {
    Future<?> running = load;
    if (running != null) {
      running.cancel(false);
    }
    visitor.shutdownNow();
  }

  private static Path tomcat() throws IOException {
    try (Stream<Path> found = Files.list(Path.of(property("tomcat.distributions")))) {
      return found
          .filter(folder -> folder.getFileName().toString().startsWith("apache-tomcat-9"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("the system property " + name + " is not set");
    }
    return value;
  }
}
