package io.opsagent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the OperationsAPI (docs/spec/operations-api.md) as any client would. */
final class OperationsClient {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_ROWS = 100;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(REQUEST_TIMEOUT).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI base;

  /**
   * Makes a client.
   *
   * @param base address of the OperationsAPI, without a slash at its end
   */
  OperationsClient(URI base) {
    this.base = base;
  }

  URI base() {
    return base;
  }

  /** Looks whether an OperationsAPI answers here (section 1.3). */
  boolean answers() throws InterruptedException {
    try {
      return get("/").path("utilmeta").isTextual();
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Lists the newest captured requests (section 1.12), newest first, at most 100.
   *
   * @param sinceEpochSeconds those that came at this time or later
   */
  List<JsonNode> newestSince(long sinceEpochSeconds) throws InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    try {
      get("/logs/service?order=-time&rows=" + MAX_ROWS + "&time_gte=" + sinceEpochSeconds)
          .forEach(rows::add);
    } catch (IOException notNow) {
      rows.clear();
    }
    return rows;
  }

  /** Reads one captured request whole (section 1.13). */
  Optional<JsonNode> detail(long id) throws InterruptedException {
    try {
      return Optional.of(get("/logs?id=" + id));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + pathAndQuery))
            .timeout(REQUEST_TIMEOUT)
            .header("Accept", "application/json")
            .build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("Status " + response.statusCode());
    }
    return json.readTree(response.body()).path("result");
  }
}
