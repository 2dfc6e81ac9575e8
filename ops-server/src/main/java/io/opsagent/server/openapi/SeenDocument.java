package io.opsagent.server.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The document that is made from the endpoints that answered requests. */
final class SeenDocument {
  /** Those that OpenAPI knows and that do something of their own. */
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private SeenDocument() {}

  static ObjectNode of(
      String title, @Nullable String version, @Nullable String baseUrl, List<SeenEndpoint> seen) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("openapi", OpenApiDocument.VERSION);
    document.set("info", OpenApiDocument.info(title, version));
    ObjectNode paths = document.putObject("paths");
    PathRule rule = PathRule.of(baseUrl, null);
    Set<String> ids = new HashSet<>();
    seen.stream()
        .sorted(Comparator.comparing(SeenEndpoint::route).thenComparing(SeenEndpoint::method))
        .forEach(endpoint -> add(paths, endpoint, rule, ids));
    return document;
  }

  private static void add(ObjectNode paths, SeenEndpoint endpoint, PathRule rule, Set<String> ids) {
    String method = endpoint.method().toLowerCase(Locale.ROOT);
    RouteTemplate template = RouteTemplate.of(endpoint.route());
    String path = rule.apply(template.path());
    if (path == null || !METHODS.contains(method)) {
      return;
    }
    ObjectNode operations = paths.withObjectProperty(path);
    if (operations.has(method)) {
      return;
    }
    ObjectNode operation = operations.putObject(method);
    operation.put("operationId", unique(endpoint.ident(), ids));
    // Nobody described it: readers shall not take what is missing for what is not there.
    operation.put("x-origin", "traffic");
    for (String name : template.parameters()) {
      if (path.contains("{" + name + "}")) {
        ObjectNode parameter = operation.withArrayProperty("parameters").addObject();
        parameter.put("name", name).put("in", "path").put("required", true);
        parameter.putObject("schema").put("type", "string");
      }
    }
    operation.putObject("responses").putObject("default").put("description", "");
  }

  private static String unique(String ident, Set<String> ids) {
    String unique = ident;
    for (int i = 1; !ids.add(unique); i++) {
      unique = ident + "_" + i;
    }
    return unique;
  }
}
