package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.opsagent.server.api.RouteTable.Route;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/openapi}: the OpenAPI document of the own resources. Its paths, methods and scopes
 * come from the route table, what they mean from the lists of {@link OwnOperation}. Made once, when
 * it is first asked for. Any thread.
 */
final class OwnDocument {
  private static final String OWN = "/v1/";
  private static final Map<String, Integer> ERRORS =
      Map.of(
          "bad_request", 400,
          "unauthorized", 401,
          "permission_denied", 403,
          "not_found", 404,
          "conflict", 409,
          "unprocessable_entity", 422,
          "too_many_requests", 429,
          "service_unavailable", 503);

  private final RouteTable routes;
  private final String rootPath;
  private final String url;
  private @Nullable ObjectNode made;

  /**
   * A document.
   *
   * @param routes complete when it is first asked for
   * @param rootPath of the API
   * @param url of the API
   */
  OwnDocument(RouteTable routes, String rootPath, String url) {
    this.routes = routes;
    this.rootPath = rootPath;
    this.url = url;
  }

  /** Every description there is. */
  static List<OwnOperation> operations() {
    return Stream.of(
            StatsOperations.all(),
            LogOperations.all(),
            AccessOperations.all(),
            NodeOperations.all(),
            RuntimeOperations.all())
        .flatMap(List::stream)
        .toList();
  }

  void get(Context ctx) {
    Answers.send(ctx, document());
  }

  private synchronized ObjectNode document() {
    ObjectNode known = made;
    if (known == null) {
      known = make();
      made = known;
    }
    return known;
  }

  private ObjectNode make() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "OpsAgent's own resources")
        .put("version", "1")
        .put(
            "description",
            "Times are ISO 8601 in UTC. Lists are paged by key. Every error has code, message and"
                + " reference.");
    document.putArray("servers").addObject().put("url", url);
    ObjectNode paths = document.putObject("paths");
    Map<String, OwnOperation> described = new HashMap<>();
    operations().forEach(one -> described.put(one.method() + " " + one.path(), one));
    for (Route route : routes.all()) {
      String path = below(route);
      if (path.startsWith(OWN) && !route.method().equals("HEAD")) {
        ObjectNode item = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
        item.set(
            route.method().toLowerCase(Locale.ROOT),
            operation(route, path, described.get(route.method() + " " + path)));
      }
    }
    ObjectNode components = document.putObject("components");
    components.putObject("schemas").set("Error", OwnSchema.ofRecord(UniformError.class).json());
    ObjectNode schemes = components.putObject("securitySchemes");
    schemes.putObject("token").put("type", "http").put("scheme", "bearer");
    schemes
        .putObject("session")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", SessionCookie.NAME);
    ArrayNode security = document.putArray("security");
    security.addObject().putArray("token");
    security.addObject().putArray("session");
    // Callers of the same machine need nothing, as long as the settings say so.
    security.addObject();
    return document;
  }

  private String below(Route route) {
    return route.path().startsWith(rootPath + "/")
        ? route.path().substring(rootPath.length())
        : route.path();
  }

  private static ObjectNode operation(Route route, String path, @Nullable OwnOperation described) {
    ObjectNode operation = JsonNodeFactory.instance.objectNode();
    operation.put(
        "operationId",
        (route.method().toLowerCase(Locale.ROOT) + path).replaceAll("[^A-Za-z0-9]+", "_"));
    operation.put("summary", described == null ? "" : described.summary());
    ArrayNode scopes = operation.putArray("x-scopes");
    route
        .roles()
        .forEach(
            role -> {
              if (role instanceof Scope scope) {
                scopes.add(scope.wireName());
              }
            });
    ArrayNode parameters = operation.putArray("parameters");
    if (path.contains("{id}")) {
      parameters
          .addObject()
          .put("name", "id")
          .put("in", "path")
          .put("required", true)
          .put("description", "The number or the instanceID.")
          .set("schema", OwnSchema.text().json());
    }
    ObjectNode responses = operation.putObject("responses");
    if (described != null) {
      described.parameters().forEach(one -> add(parameters, one));
      addBody(operation, described);
      ObjectNode good =
          responses.putObject(String.valueOf(described.status())).put("description", "Done.");
      if (described.answer() != null) {
        content(good, described.answer().json());
      }
    }
    ERRORS.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(
            error ->
                content(
                    responses
                        .putObject(String.valueOf(error.getValue()))
                        .put("description", "docs/errors.md#" + error.getKey()),
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("$ref", "#/components/schemas/Error")));
    return operation;
  }

  private static void add(ArrayNode parameters, OwnOperation.Parameter parameter) {
    parameters
        .addObject()
        .put("name", parameter.name())
        .put("in", "query")
        .put("required", parameter.required())
        .put("description", parameter.description())
        .set("schema", parameter.schema().json());
  }

  private static void addBody(ObjectNode operation, OwnOperation described) {
    OwnSchema body = described.body();
    if (body == null) {
      return;
    }
    ObjectNode media =
        content(operation.putObject("requestBody").put("required", true), body.json());
    JsonNode example = Json.read(described.example().getBytes(StandardCharsets.UTF_8));
    if (example != null) {
      media.set("example", example);
    }
  }

  private static ObjectNode content(ObjectNode place, ObjectNode schema) {
    ObjectNode media = place.putObject("content").putObject(Json.MEDIA_TYPE);
    media.set("schema", schema);
    return media;
  }
}
