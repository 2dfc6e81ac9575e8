package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a running OpsAgent about itself. */
final class OpsApi {
  private static final Pattern WRITTEN = Pattern.compile("\"rows\":\\{\"written\":(\\d+)");
  private static final Pattern DROPPED = Pattern.compile("\"droppedByReason\":\\{([^}]*)}");
  private static final Pattern LEFT_OUT = Pattern.compile("\"leftOutByReason\":\\{([^}]*)}");
  private static final Pattern COUNT = Pattern.compile("\"([^\"]+)\":(\\d+)");
  private static final Pattern PREMAIN =
      Pattern.compile("\"name\":\"premain\",\"durationMillis\":(\\d+)");

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String root;

  OpsApi(int port) {
    root = "http://127.0.0.1:" + port;
  }

  /**
   * What became of requests so far.
   *
   * @param written rows in the database
   * @param dropped requests that nobody counts, for any reason
   * @param leftOut requests that were counted and have no row, as the API tells them, by reason
   */
  record Counts(long written, long dropped, String leftOut) {}

  Counts counts() throws IOException {
    String page = get("/ops/v1/agent");
    Matcher dropped = DROPPED.matcher(page);
    long sum = 0;
    if (dropped.find()) {
      Matcher each = COUNT.matcher(dropped.group(1));
      while (each.find()) {
        sum += Long.parseLong(each.group(2));
      }
    }
    Matcher leftOut = LEFT_OUT.matcher(page);
    return new Counts(number(WRITTEN, page), sum, leftOut.find() ? leftOut.group(1) : "");
  }

  /** Time that premain held the application, as the agent itself measured it. */
  long premainMillis() throws IOException {
    return number(PREMAIN, get("/ops/v1/agent"));
  }

  /** Switches capture off, as somebody would at run time. */
  void switchCaptureOff() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/ops/v1/agent/capture"))
            .header("Content-Type", "application/json")
            .method(
                "PATCH",
                HttpRequest.BodyPublishers.ofString("{\"switches\":{\"capture.enabled\":false}}"))
            .build();
    send(request);
  }

  boolean isUp() {
    try {
      get("/healthz");
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String get(String path) throws IOException {
    return send(HttpRequest.newBuilder(URI.create(root + path)).build());
  }

  private String send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(
            request.method() + " " + request.uri() + " was answered " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static long number(Pattern pattern, String page) throws IOException {
    Matcher matcher = pattern.matcher(page);
    if (!matcher.find()) {
      throw new IOException("the agent's page has no " + pattern);
    }
    return Long.parseLong(matcher.group(1));
  }
}
