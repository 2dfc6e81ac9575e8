package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.catalina.WebResourceRoot;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.DirResourceSet;
import org.apache.catalina.webresources.StandardRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shop as its visitors see it: every route once, on an embedded Tomcat 9. */
class ShopTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Tomcat TOMCAT = new Tomcat();

  private static String shopUrl = "";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  @BeforeAll
  static void start(@TempDir Path baseDir) throws Exception {
    TOMCAT.setBaseDir(baseDir.toString());
    TOMCAT.setPort(0);
    TOMCAT.getConnector();
    StandardContext context =
        (StandardContext) TOMCAT.addWebapp("/shop", new File("src/main/webapp").getAbsolutePath());
    context.setParentClassLoader(ShopTest.class.getClassLoader());
    WebResourceRoot resources = new StandardRoot(context);
    resources.addPreResources(
        new DirResourceSet(
            resources, "/WEB-INF/classes", new File("target/classes").getAbsolutePath(), "/"));
    context.setResources(resources);
    TOMCAT.start();
    shopUrl = "http://127.0.0.1:" + TOMCAT.getConnector().getLocalPort() + "/shop";
  }

  @AfterAll
  static void stop() throws Exception {
    TOMCAT.stop();
    TOMCAT.destroy();
  }

  @Test
  void a_search_finds_products_by_name_and_description() throws Exception {
    HttpResponse<String> response = get("/api/products?q=lamp&page=1&size=3");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response)).hasSize(3).allMatch(p -> p.get("name").asText().contains("lamp"));
    assertThat(json(get("/api/products?q=Caf%C3%A9")).get(0).get("sku").asText())
        .isEqualTo("LAMP-05");
  }

  @Test
  void an_unknown_product_is_not_found_and_a_number_that_is_none_is_a_bad_request()
      throws Exception {
    assertThat(get("/api/products/1").statusCode()).isEqualTo(200);
    HttpResponse<String> unknown = get("/api/products/4711");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).get("message").asText()).isEqualTo("There is no product 4711");
    assertThat(get("/api/products/abc").statusCode()).isEqualTo(400);
    HttpResponse<String> tooMany = get("/api/products?size=1000");
    assertThat(tooMany.statusCode()).isEqualTo(400);
    assertThat(json(tooMany).get("fields").get("size").asText())
        .isEqualTo("must be 1 to 100, not 1000");
  }

  @Test
  void a_cart_becomes_an_order_with_items_and_an_invoice() throws Exception {
    HttpResponse<String> cart = send("POST", "/api/carts", "{}");
    assertThat(cart.statusCode()).isEqualTo(201);
    String cartPath = "/api/carts/" + json(cart).get("id").asText();
    assertThat(send("PUT", cartPath + "/items/1", "{\"quantity\": 2}").statusCode()).isEqualTo(200);
    assertThat(send("PUT", cartPath + "/items/8", "{\"quantity\": 1}").statusCode()).isEqualTo(200);
    assertThat(send("PUT", cartPath + "/items/8", "{\"quantity\": 0}").statusCode()).isEqualTo(400);
    assertThat(send("DELETE", cartPath + "/items/8", "").statusCode()).isEqualTo(204);

    HttpResponse<String> order =
        send("POST", cartPath + "/checkout", "{\"customerId\": 1, \"coupon\": \"SPRING-20\"}");

    assertThat(order.statusCode()).isEqualTo(201);
    assertThat(json(order).get("total").decimalValue()).isEqualByComparingTo("63.84");
    assertThat(get(cartPath).statusCode()).isEqualTo(404);
    String orderPath = "/api/orders/" + json(order).get("id").asText();
    assertThat(order.headers().firstValue("Location").orElse("")).endsWith("/shop" + orderPath);
    assertThat(json(get(orderPath + "/items")).get(0).get("quantity").asInt()).isEqualTo(2);
    HttpResponse<String> invoice = get(orderPath + "/invoice");
    assertThat(invoice.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment;");
    assertThat(invoice.body()).contains("2 x Desk lamp", "Total 63.84 EUR");
  }

  @Test
  void a_check_of_orders_makes_them_slow_until_it_is_switched_off() throws Exception {
    String order = "{\"customerId\": 1, \"items\": [{\"productId\": 1, \"quantity\": 1}]}";
    assertThat(send("PUT", "/api/risk-check", "{\"enabled\": true}").statusCode()).isEqualTo(204);
    long before = System.nanoTime();
    assertThat(send("POST", "/api/orders", order).statusCode()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThan(Duration.ofMillis(1_500));
    assertThat(send("PUT", "/api/risk-check", "{}").statusCode()).isEqualTo(400);
    assertThat(send("PUT", "/api/risk-check", "{\"enabled\": false}").statusCode()).isEqualTo(204);
    long after = System.nanoTime();
    assertThat(send("POST", "/api/orders", order).statusCode()).isEqualTo(201);
    assertThat(Duration.ofNanos(System.nanoTime() - after)).isLessThan(Duration.ofMillis(1_500));
  }

  @Test
  void an_order_without_items_is_a_bad_request_and_one_beyond_the_stock_a_conflict()
      throws Exception {
    HttpResponse<String> empty = send("POST", "/api/orders", "{\"customerId\": 1, \"items\": []}");
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(json(empty).get("fields").has("items")).isTrue();
    String soldOut = "{\"customerId\": 1, \"items\": [{\"productId\": 10, \"quantity\": 1}]}";
    assertThat(send("POST", "/api/orders", soldOut).statusCode()).isEqualTo(409);
  }

  @Test
  void a_failed_order_takes_nothing_out_of_stock() throws Exception {
    int before = json(get("/api/products/3")).get("stock").asInt();
    String badCoupon =
        "{\"customerId\": 2, \"coupon\": \"FREE\","
            + " \"items\": [{\"productId\": 3, \"quantity\": 5}]}";
    assertThat(send("POST", "/api/orders", badCoupon).statusCode()).isEqualTo(500);
    assertThat(json(get("/api/products/3")).get("stock").asInt()).isEqualTo(before);
  }

  @Test
  void a_coupon_without_a_number_ends_in_an_exception_that_nothing_handles() throws Exception {
    assertThat(json(get("/api/coupons/SPRING-20")).get("percent").asInt()).isEqualTo(20);
    HttpResponse<String> failed = get("/api/coupons/SPRING");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).contains("This did not work (500)").doesNotContain("Exception");
  }

  @Test
  void a_customer_registers_once_and_with_valid_fields() throws Exception {
    String anna =
        "{\"email\": \"carla@example.com\", \"name\": \"Carla\", \"password\": \"candlelight\"}";
    HttpResponse<String> created = send("POST", "/api/customers", anna);
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).doesNotContain("candlelight", "password");
    assertThat(send("POST", "/api/customers", anna).statusCode()).isEqualTo(409);
    HttpResponse<String> invalid =
        send("POST", "/api/customers", "{\"email\": \"nobody\", \"password\": \"short\"}");
    assertThat(invalid.statusCode()).isEqualTo(400);
    assertThat(json(invalid).get("fields").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("email", "name", "password");
    assertThat(json(get("/api/customers/2/orders"))).isNotEmpty();
  }

  @Test
  void a_sign_in_leads_to_the_account_page_and_a_wrong_password_back_to_the_form()
      throws Exception {
    assertThat(get("/account").headers().firstValue("Location").orElse("")).endsWith("/login");
    HttpResponse<String> wrong = login("moonshine");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("E-mail address or password is wrong.");
    HttpResponse<String> right = login("lamplight");
    assertThat(right.statusCode()).isEqualTo(302);
    assertThat(get("/account").body()).contains("<h1>Anna</h1>");
    assertThat(send("POST", "/logout", "").statusCode()).isEqualTo(302);
    assertThat(get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void pages_show_products_and_short_addresses_lead_to_them() throws Exception {
    HttpResponse<String> home = get("/");
    assertThat(home.statusCode()).isEqualTo(200);
    assertThat(home.body()).contains("Café lamp");
    HttpResponse<String> redirect = get("/p/LAMP-01");
    assertThat(redirect.statusCode()).isEqualTo(302);
    assertThat(redirect.headers().firstValue("Location").orElse("")).endsWith("/products/1");
    assertThat(get("/products/1").body()).contains("Desk lamp");
    assertThat(get("/static/shop.css").statusCode()).isEqualTo(200);
    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    HttpResponse<String> catalog = get("/downloads/catalog.csv");
    assertThat(catalog.headers().firstValue("Content-Disposition").orElse(""))
        .contains("catalog.csv");
    assertThat(catalog.body()).contains("LAMP-05;Café lamp;89.00");
  }

  @Test
  void a_slow_quote_takes_its_time_in_the_thread_of_the_request_or_beside_it() throws Exception {
    long start = System.nanoTime();
    assertThat(get("/api/shipping/quotes?country=NZ&waitMillis=200").statusCode()).isEqualTo(200);
    assertThat(get("/api/shipping/quotes/async?country=DE&waitMillis=200").body())
        .isEqualTo("{\"country\":\"DE\",\"price\":4.90}");
    assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(400);
    assertThat(get("/api/shipping/quotes?country=nz").statusCode()).isEqualTo(400);
    assertThat(get("/api/shipping/quotes/async?country=DE&waitMillis=9000").statusCode())
        .isEqualTo(503);
  }

  @Test
  void the_sales_report_sums_up_the_orders() throws Exception {
    assertThat(json(get("/api/reports/sales")).findValuesAsText("sku")).contains("LAMP-01");
  }

  @Test
  void a_picture_is_uploaded_and_downloaded_and_other_files_are_refused() throws Exception {
    assertThat(get("/api/products/2/image").statusCode()).isEqualTo(404);
    assertThat(upload("image/png", "not really a picture").statusCode()).isEqualTo(204);
    HttpResponse<String> image = get("/api/products/2/image");
    assertThat(image.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(image.body()).isEqualTo("not really a picture");
    assertThat(upload("text/html", "<p>").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    return client.send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> login(String password) throws IOException, InterruptedException {
    return client.send(
        request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("email=anna%40example.com&password=" + password))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> upload(String contentType, String content)
      throws IOException, InterruptedException {
    String body =
        "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lamp\"\r\n"
            + ("Content-Type: " + contentType + "\r\n\r\n" + content + "\r\n--cut--\r\n");
    return client.send(
        request("/api/products/2/image")
            .header("Content-Type", "multipart/form-data; boundary=cut")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(shopUrl + path));
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
