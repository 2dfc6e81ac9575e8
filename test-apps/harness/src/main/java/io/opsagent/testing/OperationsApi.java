package io.opsagent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import org.awaitility.Awaitility;

/** Client of the OperationsAPI of an agent under test. Safe for any number of threads. */
public final class OperationsApi {
  private static final int MAX_TRIES = 10;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ROWS_TIMEOUT = Duration.ofSeconds(20);

  /** Of one answer to {@code rows=0}. */
  private static final int MAX_ROWS = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(REQUEST_TIMEOUT).build();
  private final URI root;

  /**
   * A client of the API at this URL.
   *
   * @param root the ops route, for example {@code http://127.0.0.1:8274/ops}
   */
  public OperationsApi(URI root) {
    this.root = URI.create(root.toString().replaceAll("/+$", ""));
  }

  /**
   * Waits for the agent's banner on standard error and makes a client of the URL in it.
   *
   * @throws AssertionError if there is no banner in time
   */
  public static OperationsApi of(ServerProcess process, Duration timeout) {
    Matcher banner = OutputWatch.BANNER.matcher(process.awaitStderr(OutputWatch.BANNER, timeout));
    if (!banner.find()) {
      throw new AssertionError("the banner has no URL");
    }
    return new OperationsApi(URI.create(banner.group(1)));
  }

  /** URL of the ops route, without slash at the end. */
  public URI root() {
    return root;
  }

  /** The service info (operations-api.md 1.3), out of its envelope. */
  public JsonNode info() {
    return result("");
  }

  /** What the agent says of itself: {@code GET /ops/v1/agent}. */
  public JsonNode agent() {
    return json(get("/v1/agent"));
  }

  /**
   * What a resource answers, as it is.
   *
   * @param path below the ops route, with its query
   */
  public JsonNode resource(String path) {
    return json(get(path));
  }

  /** The switches of capture: {@code GET /ops/v1/agent/capture}. */
  public JsonNode capture() {
    return json(get("/v1/agent/capture"));
  }

  /**
   * Lets the API say a word on a switch of capture.
   *
   * @param key such as {@code capture.enabled}
   * @param value {@code true}, {@code false}, or {@code null} to take the word back
   * @return the state afterwards
   */
  public JsonNode switchCapture(String key, String value) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(root + "/v1/agent/capture"))
                .header("Content-Type", "application/json")
                .method(
                    "PATCH",
                    HttpRequest.BodyPublishers.ofString(
                        "{\"switches\": {\"" + key + "\": " + value + "}}")));
    if (answer.statusCode() != 200) {
      throw new AssertionError("PATCH answered " + answer.statusCode() + ": " + answer.body());
    }
    return json(answer.body());
  }

  /** Status of {@code GET /healthz}, which lies beside the ops route. */
  public int health() {
    return send(root.resolve("/healthz")).statusCode();
  }

  /** All rows that pass the filter, newest first, without paging. */
  public List<LogRow> logs(LogFilter filter) {
    List<LogRow> rows = new ArrayList<>();
    result("/logs/service?" + filter.with("rows", "0").query())
        .forEach(row -> rows.add(new LogRow(row)));
    return rows;
  }

  /**
   * How many rows pass the filter: by the {@code count} of the envelope, or, where that is a lower
   * bound only, by reading all of them page by page.
   */
  public long countLogs(LogFilter filter) {
    HttpResponse<String> page = answer("/logs/service?" + filter.with("rows", "1").query());
    if (page.headers().firstValue("X-Count-Lower-Bound").isEmpty()) {
      return json(page.body()).path("count").asLong();
    }
    long rows = 0;
    String after = "";
    while (true) {
      page = answer("/logs/service?" + filter.with("rows", "0").with("after", after).query());
      int found = json(page.body()).path("result").size();
      rows += found;
      boolean complete = page.headers().firstValue("X-Result-Incomplete").isEmpty();
      if (complete && found < MAX_ROWS) {
        return rows;
      }
      if (found == 0) {
        throw new AssertionError("after " + rows + " rows for " + filter + " none came in time");
      }
      after = page.headers().firstValue("X-Next-After").orElseThrow();
    }
  }

  /**
   * The newest row that passes the filter, for tests with too many rows for {@link #logs}.
   *
   * @throws AssertionError if there is none
   */
  public LogRow newestLog(LogFilter filter) {
    JsonNode rows = result("/logs/service?" + filter.with("rows", "1").query());
    if (rows.isEmpty()) {
      throw new AssertionError("no row for " + filter);
    }
    return new LogRow(rows.get(0));
  }

  /** One row in full (operations-api.md 1.13). */
  public LogRow log(long id) {
    return new LogRow(result("/logs?id=" + id));
  }

  /**
   * Waits until at least this many rows pass the filter. More than that fails at once, so a request
   * that is logged twice is found here.
   *
   * @return exactly {@code expected} rows
   */
  public List<LogRow> awaitLogs(LogFilter filter, int expected) {
    List<LogRow> rows =
        Awaitility.await(expected + " rows for " + filter)
            .atMost(ROWS_TIMEOUT)
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> logs(filter), found -> found.size() >= expected);
    if (rows.size() > expected) {
      throw new AssertionError("expected " + expected + " rows for " + filter + ", found " + rows);
    }
    return rows;
  }

  private JsonNode result(String path) {
    JsonNode envelope = json(get(path));
    if (!envelope.path("state").asText().equals("1") || !envelope.has("result")) {
      throw new AssertionError(path + " did not answer with success: " + envelope);
    }
    return envelope.path("result");
  }

  private String get(String path) {
    return answer(path).body();
  }

  private HttpResponse<String> answer(String path) {
    HttpResponse<String> answer = send(URI.create(root + path));
    if (answer.statusCode() != 200) {
      throw new AssertionError(
          "GET " + root + path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer;
  }

  private HttpResponse<String> send(URI uri) {
    return send(HttpRequest.newBuilder(uri));
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) {
    HttpRequest request =
        builder.timeout(REQUEST_TIMEOUT).header("Accept", "application/json").build();
    HttpResponse<String> answer = sendOnce(request);
    for (int tries = 1; tries < MAX_TRIES && answer.statusCode() == 429; tries++) {
      // A test asks for many rows one by one; the server says when it takes more.
      LockSupport.parkNanos(
          TimeUnit.SECONDS.toNanos(answer.headers().firstValueAsLong("Retry-After").orElse(1)));
      answer = sendOnce(request);
    }
    return answer;
  }

  private HttpResponse<String> sendOnce(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }
}
