package io.opsagent.server.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts documents together (operations-api.md 10.2): paths below the base URL, of the same path all
 * methods, of the same method the later one.
 */
final class OpenApiDocument {
  static final String VERSION = "3.1.0";
  private static final Set<String> OWN_RULES =
      Set.of("openapi", "info", "servers", "paths", "components", "security", "tags");

  private final @Nullable String baseUrl;
  private final ObjectNode merged = JsonNodeFactory.instance.objectNode();
  private final ObjectNode paths = JsonNodeFactory.instance.objectNode();
  private final ObjectNode components = JsonNodeFactory.instance.objectNode();
  private final ArrayNode security = JsonNodeFactory.instance.arrayNode();
  private final List<JsonNode> tags = new ArrayList<>();
  private final Set<String> tagNames = new HashSet<>();
  private final Set<JsonNode> servers = new LinkedHashSet<>();
  private final ObjectNode info;

  /**
   * Begins with the service's own description.
   *
   * @param own whose paths are below the base URL already
   */
  OpenApiDocument(ObjectNode own, @Nullable String baseUrl) {
    this.baseUrl = baseUrl;
    this.info = (ObjectNode) own.get("info");
    join(own, path -> path);
  }

  /** {@code info} with all members that readers of the protocol look for. */
  static ObjectNode info(String title, @Nullable String version) {
    ObjectNode info = JsonNodeFactory.instance.objectNode();
    info.put("title", title).put("version", version == null ? "" : version);
    info.put("description", "").put("termsOfService", "");
    info.putObject("contact");
    info.putObject("license");
    return info;
  }

  /** What becomes of a path; null leaves it out. */
  private interface Rewriting {
    @Nullable String apply(String path);
  }

  /** Adds a document. */
  void add(ObjectNode document) {
    JsonNode server = document.path("servers").path(0).path("url");
    PathRule rule = PathRule.of(baseUrl, server.isTextual() ? server.asText() : null);
    join(document, rule::apply);
    document.path("servers").forEach(servers::add);
    if (info.path("title").asText().isEmpty() && document.get("info") instanceof ObjectNode other) {
      info.setAll(other);
    }
  }

  private void join(ObjectNode document, Rewriting rewriting) {
    for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
      String path = rewriting.apply(entry.getKey());
      if (path != null && entry.getValue() instanceof ObjectNode operations) {
        paths.withObjectProperty(path).setAll(operations);
      }
    }
    for (Map.Entry<String, JsonNode> section : document.path("components").properties()) {
      if (section.getValue() instanceof ObjectNode named) {
        components.withObjectProperty(section.getKey()).setAll(named);
      }
    }
    document.path("security").forEach(security::add);
    for (JsonNode tag : document.path("tags")) {
      if (tag.path("name").isTextual() && tagNames.add(tag.path("name").asText())) {
        tags.add(tag);
      }
    }
    for (Map.Entry<String, JsonNode> other : document.properties()) {
      if (!OWN_RULES.contains(other.getKey())) {
        merged.set(other.getKey(), other.getValue());
      }
    }
  }

  /** All of it. */
  ObjectNode build() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("openapi", VERSION);
    document.set("info", info);
    ArrayNode urls = document.putArray("servers");
    if (baseUrl != null) {
      urls.addObject().put("url", baseUrl);
    } else {
      urls.addAll(servers);
    }
    document.set("paths", paths);
    document.set("components", components);
    document.set("security", security);
    document.putArray("tags").addAll(tags);
    document.setAll(merged);
    return document;
  }
}
