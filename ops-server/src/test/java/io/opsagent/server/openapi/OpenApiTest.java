package io.opsagent.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Operations-api.md 10, with the conformance cases 41 to 45. */
class OpenApiTest {
  private static final String BASE = "http://h:8080/api";

  private final List<SeenEndpoint> seen = new ArrayList<>();
  @TempDir private Path folder;

  private OpenApi openApi(@Nullable String baseUrl, @Nullable String setting) {
    return new OpenApi("shop", null, baseUrl, setting, () -> List.copyOf(seen));
  }

  private JsonNode document(@Nullable String baseUrl, @Nullable String setting) {
    return openApi(baseUrl, setting).document(null);
  }

  private static List<String> paths(JsonNode document) {
    List<String> paths = new ArrayList<>();
    document.get("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  private static String text(String path, String method, @Nullable String server) {
    return "{\"openapi\": \"3.0.1\", \"info\": {\"title\": \"t\", \"version\": \"1\"},"
        + (server == null ? "" : "\"servers\": [{\"url\": \"" + server + "\"}],")
        + "\"tags\": [{\"name\": \"one\"}], \"x-more\": 1, \"paths\": {\""
        + path
        + "\": {\""
        + method
        + "\": {\"operationId\": \"o\"}}}}";
  }

  @Test
  void case_41_a_document_has_its_version_title_and_server() {
    JsonNode document = document(BASE, null);

    assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.get("info").get("title").asText()).isEqualTo("shop");
    for (String member :
        List.of("title", "version", "description", "termsOfService", "contact", "license")) {
      assertThat(document.get("info").has(member)).as(member).isTrue();
    }
    assertThat(document.get("servers").get(0).get("url").asText()).isEqualTo(BASE);
    assertThat(document.has("result")).isFalse();
  }

  @Test
  void case_42_only_paths_below_the_base_url_are_described() {
    seen.add(new SeenEndpoint("GET", "/api/user", "get_api_user"));
    seen.add(new SeenEndpoint("GET", "/settings", "get_settings"));
    seen.add(new SeenEndpoint("GET", "/api2/user", "get_api2_user"));

    assertThat(paths(document(BASE, null))).containsExactly("/user");
  }

  @Test
  void case_43_documents_of_every_form_are_put_together_and_broken_ones_left_out() {
    String list =
        "["
            + text("/ext", "get", BASE)
            + ", "
            + quoted(text("/j", "get", BASE + "/v2"))
            + ", "
            + quoted(
                "openapi: 3.0.0\ninfo:\n  title: y\n  version: 1\npaths:\n  /api/y:\n    get: {}\n")
            + ", \"http://127.0.0.1:1/nobody\", [\"garbage\"]]";

    assertThat(paths(document(BASE, list))).containsExactly("/ext", "/v2/j", "/y");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  @Test
  void case_44_a_path_in_two_sources_has_the_methods_of_both() {
    seen.add(new SeenEndpoint("GET", "/user", "get_user"));
    JsonNode document = document("http://h", text("/user", "post", "http://h"));

    assertThat(document.get("paths").get("/user").has("get")).isTrue();
    assertThat(document.get("paths").get("/user").has("post")).isTrue();
    assertThat(document.get("tags").get(0).get("name").asText()).isEqualTo("one");
    assertThat(document.get("x-more").asInt()).isEqualTo(1);
    assertThat(document.get("info").get("title").asText()).isEqualTo("shop");
  }

  @Test
  void case_45_a_new_route_is_in_the_document_when_it_is_asked_for_anew() {
    OpenApi openApi = openApi(null, null);
    openApi.document(null);
    seen.add(new SeenEndpoint("GET", "/new", "get_new"));

    assertThat(paths(openApi.document(null))).isEmpty();
    assertThat(paths(openApi.document("no-store"))).containsExactly("/new");
    assertThat(paths(openApi.document(null))).isEmpty();
    assertThat(paths(openApi.document("no-cache"))).containsExactly("/new");
    assertThat(paths(openApi.document("max-age=60"))).containsExactly("/new");
  }

  @Test
  void files_and_addresses_are_read() throws IOException {
    Path yaml = folder.resolve("a.yaml");
    Files.writeString(
        yaml, "openapi: 3.1.0\ninfo: {title: y, version: 1}\npaths: {/file: {get: {}}}\n");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/doc",
        exchange -> {
          byte[] body = text("/fetched", "get", null).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/doc?key=secret";
      assertThat(paths(document(null, yaml + " , " + url))).containsExactly("/file", "/fetched");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void an_endpoint_that_was_seen_is_an_operation_with_its_path_parameters() {
    seen.add(new SeenEndpoint("GET", "/orders/{id:\\d{1,3}}/items/*", "get_orders"));
    seen.add(new SeenEndpoint("OPTIONS", "/orders/{id:\\d{1,3}}/items/*", "options_orders"));
    seen.add(new SeenEndpoint("GET", "/orders/x", "get_orders"));
    JsonNode paths = document(null, null).get("paths");
    JsonNode operation = paths.get("/orders/{id}/items/{path}").get("get");

    assertThat(operation.get("operationId").asText()).isEqualTo("get_orders_1");
    assertThat(operation.get("parameters").findValuesAsText("name")).containsExactly("id", "path");
    assertThat(paths.get("/orders/{id}/items/{path}").has("options")).isFalse();
    assertThat(paths.get("/orders/x").get("get").get("operationId").asText())
        .isEqualTo("get_orders");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://x/api, http://x/api, /user, /user",
        "http://x/api, http://x, /api/user, /user",
        "http://x/api, http://x, /api, /",
        "http://x/api, http://x, /settings, -",
        "http://x/api, http://x, /api2, -",
        "http://x/api, -, /api/y, /y",
        "http://x, http://x/v2, /a, /v2/a",
        "http://x, http://x/v2, /, /v2",
        "http://x/api, http://x/api2, /a, /api2/a",
        "http://x/api, https://elsewhere/zed, /k, /zed/k",
        "http://x/api, https://elsewhere, /api/k, /k",
        "-, http://x/api, /k, /k",
      })
  void paths_follow_the_rule(
      @Nullable String base, @Nullable String server, String path, @Nullable String expected) {
    assertThat(PathRule.of(base, server).apply(path)).isEqualTo(expected);
  }
}
