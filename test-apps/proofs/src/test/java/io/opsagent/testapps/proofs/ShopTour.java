package io.opsagent.testapps.proofs;

import io.opsagent.testing.AnswerComparison;
import io.opsagent.testing.LogFilter;
import io.opsagent.testing.LogRow;
import io.opsagent.testing.Normaliser;
import io.opsagent.testing.OperationsApi;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * One walk through the shop of test-apps: pages, JSON, an upload, an async answer, redirects and
 * every kind of failure. Two shops that were started anew give the same answers.
 */
final class ShopTour {
  private static final String HOST = "Host: shop.example\r\nConnection: close\r\n";

  /** What the shop makes up itself. */
  private static final AnswerComparison COMPARISON =
      AnswerComparison.strict()
          .with(Normaliser.ISO_TIME)
          .with(Normaliser.of("(?<=\"orderedAt\":)\\d+\\.\\d+", "<time>"))
          .with(
              Normaliser.of("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z?", "<time>"));

  private static final List<Call> CALLS =
      List.of(
          get("home", "/shop/", "/shop/"),
          get("page", "/shop/products/1", "/shop/products/{id}"),
          get("redirect", "/shop/p/LAMP-02", "/shop/p/{sku}"),
          get("search", "/shop/api/products?q=lamp&size=5", "/shop/api/products"),
          get("json", "/shop/api/products/3", "/shop/api/products/{id}"),
          get("missing", "/shop/api/products/4711", "/shop/api/products/{id}"),
          get("bad-parameter", "/shop/api/products/abc", "/shop/api/products/{id}"),
          get("async", "/shop/api/shipping/quotes/async?country=NZ&waitMillis=50", null),
          get("download", "/shop/downloads/catalog.csv", "/shop/downloads/catalog.csv"),
          get("static", "/shop/static/shop.css", null),
          get("nowhere", "/shop/nowhere", null),
          get("no-application", "/elsewhere", null),
          get("failure", "/shop/api/coupons/NONE", "/shop/api/coupons/{code}"),
          get("account", "/shop/account", "/shop/account"),
          form("login", "/shop/login", "email=anna%40example.com&password=wrong", "/shop/login"),
          json(
              "refused-order",
              "/shop/api/orders",
              "{\"customerId\":1,\"items\":[]}",
              "/shop/api/orders"),
          json(
              "order",
              "/shop/api/orders",
              "{\"customerId\":2,\"items\":[{\"productId\":1,\"quantity\":1}]}",
              "/shop/api/orders"),
          call(
              "upload",
              "POST",
              "/shop/api/products/2/image",
              "multipart/form-data; boundary=cut",
              "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lamp.png\"\r\n"
                  + "Content-Type: image/png\r\n\r\nno picture\r\n--cut--\r\n",
              "/shop/api/products/{id}/image"));

  private ShopTour() {}

  /**
   * One request.
   *
   * @param name also its {@code X-Request-ID}
   * @param request as it is sent
   * @param path for messages
   * @param endpoint as the row must have it, or null if this tour does not say
   */
  private record Call(String name, byte[] request, String path, @Nullable String endpoint) {}

  /** All answers by the name of their request. */
  static Map<String, RawAnswer> against(int port) throws IOException {
    Map<String, RawAnswer> answers = new LinkedHashMap<>();
    for (Call call : CALLS) {
      answers.put(call.name(), RawHttp.exchange(port, call.request()));
    }
    return answers;
  }

  /** Fails if an answer differs in anything but times and session ids. */
  static void assertSame(Map<String, RawAnswer> without, Map<String, RawAnswer> with) {
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(with.keySet()).isEqualTo(without.keySet());
    without.forEach(
        (name, answer) -> {
          RawAnswer other = with.get(name);
          if (other != null) {
            softly.assertThat(COMPARISON.difference(answer, other)).as(name).isEmpty();
          }
        });
    softly.assertAll();
  }

  /** Fails unless each request of the tour has exactly one row, with the status of its answer. */
  static void assertRecorded(OperationsApi api, Map<String, RawAnswer> answers) {
    SoftAssertions softly = new SoftAssertions();
    for (Call call : CALLS) {
      RawAnswer answer = answers.get(call.name());
      if (answer == null) {
        throw new AssertionError("no answer for " + call.name());
      }
      LogRow row = api.awaitLogs(LogFilter.requestId(call.name()), 1).get(0);
      softly.assertThat(row.status()).as("%s: status", call.name()).contains(answer.status());
      softly
          .assertThat(row.length().orElse(-1L))
          .as("%s: length", call.name())
          .isEqualTo(answer.body().length);
      if (call.endpoint() != null) {
        softly
            .assertThat(row.json().path("endpoint_ident").asText())
            .as("%s: endpoint", call.name())
            .isEqualTo(operationId(row.method() + "_" + call.endpoint()));
      }
    }
    softly.assertAll();
  }

  /** Of an endpoint without one of its own (operations-api.md 10.4). */
  private static String operationId(String methodAndRoute) {
    return methodAndRoute.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_$", "");
  }

  /** The raw paths that a tour asks for inside the shop. */
  static List<String> shopPaths() {
    return CALLS.stream()
        .map(call -> call.path().split("\\?")[0])
        .filter(path -> path.startsWith("/shop"))
        .toList();
  }

  private static Call get(String name, String path, @Nullable String endpoint) {
    String text = "GET " + path + " HTTP/1.1\r\n" + HOST + "X-Request-ID: " + name + "\r\n\r\n";
    return new Call(name, text.getBytes(StandardCharsets.ISO_8859_1), path, endpoint);
  }

  private static Call form(String name, String path, String body, String endpoint) {
    return call(name, "POST", path, "application/x-www-form-urlencoded", body, endpoint);
  }

  private static Call json(String name, String path, String body, String endpoint) {
    return call(name, "POST", path, "application/json", body, endpoint);
  }

  private static Call call(
      String name, String method, String path, String type, String body, String endpoint) {
    String text =
        method
            + " "
            + path
            + " HTTP/1.1\r\n"
            + HOST
            + "X-Request-ID: "
            + name
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    return new Call(name, text.getBytes(StandardCharsets.ISO_8859_1), path, endpoint);
  }
}
