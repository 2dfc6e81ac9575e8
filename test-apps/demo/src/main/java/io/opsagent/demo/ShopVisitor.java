package io.opsagent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody who uses the shop, and does much wrong. Used by one thread. */
final class ShopVisitor {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STROLL =
      List.of(
          "/",
          "/products/1",
          "/products/4",
          "/p/LAMP-02",
          "/api/products?q=lamp&size=5",
          "/api/products/3",
          "/api/products/6",
          "/api/products/4711",
          "/api/orders/1",
          "/api/orders/2/items",
          "/api/customers/1/orders",
          "/api/reports/sales",
          "/api/shipping/quotes/async?country=NZ&waitMillis=150",
          "/downloads/catalog.csv");

  private final URI shop;
  private final String runId;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private int requests;

  /**
   * Makes a visitor.
   *
   * @param shop base address of the shop
   * @param runId what tells this run of the demo from others; letters only
   */
  ShopVisitor(URI shop, String runId) {
    this.shop = shop;
    this.runId = runId;
  }

  /** The password that the visitor mistypes; it must be nowhere in what was captured. */
  String wrongPassword() {
    return "moonshine-" + runId;
  }

  /** The path of the request that fails with an exception; no other run asks for it. */
  String failingPath() {
    return shop.getPath() + "/api/coupons/" + runId;
  }

  /** The path of the request that carries {@link #wrongPassword()}. */
  String loginPath() {
    return shop.getPath() + "/login";
  }

  int requests() {
    return requests;
  }

  /** Looks whether the shop is open. */
  boolean isOpen() throws InterruptedException {
    try {
      return get("/api/products/1").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Goes through the whole shop once: every kind of request and every kind of failure. */
  void tour() throws IOException, InterruptedException {
    for (String path : STROLL) {
      get(path);
    }
    get("/static/shop.css");
    get("/nowhere");
    get("/api/products/abc");
    get("/api/shipping/quotes?country=DE&waitMillis=700");
    login(wrongPassword());
    login("lamplight");
    get("/account");
    order();
    json("POST", "/api/orders", "{\"customerId\":1,\"items\":[]}");
    json("POST", "/api/orders", "{\"customerId\":2,\"items\":[{\"productId\":10,\"quantity\":1}]}");
    json(
        "POST",
        "/api/customers",
        "{\"email\":\"dora\",\"name\":\"Dora\",\"password\":\"" + wrongPassword() + "\"}");
    upload();
    get("/api/coupons/SPRING-20");
    get("/api/coupons/" + runId);
  }

  /** One request, any. */
  void stroll() throws IOException, InterruptedException {
    get(STROLL.get(ThreadLocalRandom.current().nextInt(STROLL.size())));
  }

  /** Lets the shop check each order, which makes its checkout slow. */
  void switchRiskCheckOn() throws IOException, InterruptedException {
    json("PUT", "/api/risk-check", "{\"enabled\":true}");
  }

  /** Fills a cart and pays for it. */
  void order() throws IOException, InterruptedException {
    JsonNode cart = JSON.readTree(json("POST", "/api/carts", "{}").body());
    String path = "/api/carts/" + cart.path("id").asText();
    json("PUT", path + "/items/1", "{\"quantity\":1}");
    json("PUT", path + "/items/6", "{\"quantity\":3}");
    JsonNode order =
        JSON.readTree(
            json("POST", path + "/checkout", "{\"customerId\":1,\"coupon\":\"SPRING-20\"}").body());
    get("/api/orders/" + order.path("id").asText() + "/items");
    get("/api/orders/" + order.path("id").asText() + "/invoice");
  }

  private void login(String password) throws IOException, InterruptedException {
    send(
        "POST",
        "/login",
        "application/x-www-form-urlencoded",
        BodyPublishers.ofString("email=anna%40example.com&password=" + password));
  }

  private void upload() throws IOException, InterruptedException {
    send(
        "POST",
        "/api/products/2/image",
        "multipart/form-data; boundary=cut",
        BodyPublishers.ofString(
            "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lamp.png\"\r\n"
                + "Content-Type: image/png\r\n\r\nno picture\r\n--cut--\r\n"));
  }

  private HttpResponse<String> json(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(method, path, "application/json", BodyPublishers.ofString(body));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    requests++;
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(
      String method, String path, String contentType, BodyPublisher body)
      throws IOException, InterruptedException {
    requests++;
    return client.send(
        request(path).header("Content-Type", contentType).method(method, body).build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(shop + path)).timeout(REQUEST_TIMEOUT);
  }
}
