package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.Headers;
import io.opsagent.capture.HttpAdapter;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.capture.StatementKind;
import io.opsagent.server.errors.ErrorCounter;
import io.opsagent.server.metrics.RequestMetrics;
import io.opsagent.server.statistics.TrafficCounter;
import io.opsagent.server.testkit.InMemoryServiceLogs;
import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.storage.ServiceLog;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request with a secret in every place that has no name of its own. */
class SecretsOfRequestTest {
  private static final String SECRET = "s3cr3t";

  @TempDir private File folder;

  private final Capture capture =
      new Capture(
          new ExchangeRing(16),
          new OpenExchanges(16),
          new BodyMemory(100_000),
          new CaptureSettings(false, 1_000, false));
  private final List<String> used = new CopyOnWriteArrayList<>();
  private final List<ServiceLog> stored = new CopyOnWriteArrayList<>();
  private @Nullable LogPipeline pipeline;

  @BeforeEach
  void start() {
    InMemoryServiceLogs repository =
        new InMemoryServiceLogs() {
          @Override
          public synchronized void insert(List<ServiceLog> logs) {
            stored.addAll(logs);
          }
        };
    pipeline =
        new LogPipeline(
            ConfigurationLoader.load(null, Map.of(), new Properties(), folder).configuration(),
            "shop",
            capture,
            RowStore.of(repository, null),
            () -> null,
            new TrafficCounter("shop", "test", rows -> {}, open -> {}),
            new RowObservers(
                new RequestMetrics(() -> new RequestMetrics.InFlight(0, 0)),
                new ErrorCounter("shop", "test"),
                row -> {},
                (ended, use) -> use.statements().forEach(one -> used.add(one.text()))),
            (name, work) -> new Thread(work, name),
            line -> {});
    pipeline().start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    pipeline().stop(5_000);
  }

  private LogPipeline pipeline() {
    return Objects.requireNonNull(pipeline);
  }

  private Exchange begin() {
    return Objects.requireNonNull(capture.begin("test"));
  }

  @Test
  void no_secret_of_a_request_is_stored() {
    Exchange exchange = begin();
    exchange.failedUnhandled(
        new IllegalStateException(
            "cannot connect, password=" + SECRET, new RuntimeException("api_key: " + SECRET)));
    capture.end(exchange, new SecretiveRequest(), "request", "response");

    await().until(() -> !stored.isEmpty());
    ServiceLog row = stored.get(0);
    assertThat(row.path()).isEqualTo("/orders;jsessionid=******/7");
    assertThat(row.fullUrl())
        .isEqualTo("http://u:******@shop.example/orders;jsessionid=******/7?access_token=******");
    assertThat(row.messagesJson()).contains("cannot connect, password=******", "api_key: ******");
    assertThat(row.toString()).doesNotContain(SECRET);
  }

  @Test
  void the_path_of_an_open_request_is_shown_masked() {
    Exchange exchange = begin();
    exchange.mapped("GET", "/orders;jsessionid=" + SECRET + "/7");

    assertThat(pipeline().pathOf(exchange)).isEqualTo("/orders;jsessionid=******/7");
    capture.abandon(exchange);
  }

  @Test
  void no_literal_of_a_statement_is_stored_whatever_its_quotes() {
    Exchange exchange = begin();
    List<String> statements =
        List.of(
            "select * from users where pw = '" + SECRET + "'",
            "select E'it\\'s " + SECRET + "', N'" + SECRET + "'",
            "select 'x\\', '" + SECRET + "'",
            "select $$" + SECRET + "$$, $t$" + SECRET + "$t$",
            "select 1 /* " + SECRET + " */ -- " + SECRET,
            "insert into t values (1, '" + SECRET + "'), (2, '" + SECRET + "')",
            "select q'[it's " + SECRET + "]' from dual",
            "select 'cut off " + SECRET);
    for (String sql : statements) {
      for (String database : List.of("postgresql://db/shop", "mysql://db/shop", "other:x")) {
        exchange
            .statements(capture.bodyMemory())
            .add(sql, database, StatementKind.of(sql), exchange.startNanos(), 1_000, -1, false);
      }
    }
    capture.end(exchange, new SecretiveRequest(), "request", "response");

    await().until(() -> !stored.isEmpty());
    ServiceLog row = stored.get(0);
    assertThat(row.detailsJson()).contains("\"sql\":{\"count\":24");
    assertThat(row.traceJson()).contains("\"type\":\"sql.select\"");
    assertThat(row.messagesJson()).contains("select * from users where pw = ?");
    assertThat(row.toString()).doesNotContain(SECRET);
    assertThat(used.toString()).contains("insert into t values (?)").doesNotContain(SECRET);
  }

  private static final class SecretiveRequest implements HttpAdapter<String, String> {
    @Override
    public String method(String request) {
      return "GET";
    }

    @Override
    public String path(String request) {
      return "/orders;jsessionid=" + SECRET + "/7";
    }

    @Override
    public String query(String request) {
      return "access_token=" + SECRET;
    }

    @Override
    public String protocol(String request) {
      return "HTTP/1.1";
    }

    @Override
    public String scheme(String request) {
      return "http";
    }

    @Override
    public String remoteAddress(String request) {
      return "192.0.2.1";
    }

    @Override
    public @Nullable String user(String request) {
      return null;
    }

    @Override
    public @Nullable String requestHeader(String request, String name) {
      return name.equals("host") ? "u:" + SECRET + "@shop.example" : null;
    }

    @Override
    public boolean isRequestHeaderRepeated(String request, String name) {
      return false;
    }

    @Override
    public @Nullable String responseHeader(String response, String name) {
      return null;
    }

    @Override
    public int status(String response) {
      return 500;
    }

    @Override
    public void copyRequestHeaders(String request, Headers into) {
      into.add("Host", "u:" + SECRET + "@shop.example");
      into.add("X-Forwarded-Uri", "orders?access_token=" + SECRET);
    }

    @Override
    public void copyResponseHeaders(String response, Headers into) {
      into.add("Refresh", "0;url=http://shop.example/?access_token=" + SECRET);
    }

    @Override
    public int requestHeaderBytes(String request) {
      return 0;
    }

    @Override
    public int responseHeaderBytes(String response) {
      return 0;
    }
  }
}
