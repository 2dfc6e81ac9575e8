package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a value against a schema, as far as the document of own resources uses schemas: types,
 * required members, words. A member that the schema does not name is a problem, too: it would be
 * one that nobody described.
 */
final class SchemaCheck {
  private final JsonNode document;

  SchemaCheck(JsonNode document) {
    this.document = document;
  }

  /** What is wrong, by place; empty if nothing is. */
  List<String> problems(JsonNode schema, JsonNode value) {
    List<String> problems = new ArrayList<>();
    check("$", schema, value, problems);
    return problems;
  }

  private void check(String place, JsonNode given, JsonNode value, List<String> problems) {
    JsonNode schema =
        given.has("$ref") ? document.at(given.get("$ref").asText().substring(1)) : given;
    if (schema.has("type") && !isOfType(schema.get("type"), value)) {
      problems.add(place + " is " + value + ", not " + schema.get("type"));
      return;
    }
    if (schema.has("enum") && !value.isNull() && !contains(schema.get("enum"), value)) {
      problems.add(place + " is " + value + ", not one of " + schema.get("enum"));
    }
    for (JsonNode name : schema.path("required")) {
      if (value.isObject() && !value.has(name.asText())) {
        problems.add(place + " has no " + name);
      }
    }
    if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(place + "[" + i + "]", schema.get("items"), value.get(i), problems);
      }
    }
    if (value.isObject() && (schema.has("properties") || schema.has("additionalProperties"))) {
      value
          .properties()
          .forEach(
              member -> {
                JsonNode own = schema.path("properties").path(member.getKey());
                JsonNode found = own.isMissingNode() ? schema.path("additionalProperties") : own;
                String inner = place + "." + member.getKey();
                if (found.isMissingNode()) {
                  problems.add(inner + " is not described");
                } else {
                  check(inner, found, member.getValue(), problems);
                }
              });
    }
  }

  private static boolean contains(JsonNode words, JsonNode value) {
    for (JsonNode word : words) {
      if (word.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfType(JsonNode types, JsonNode value) {
    if (!types.isArray()) {
      return isOfType(types.asText(), value);
    }
    for (JsonNode type : types) {
      if (isOfType(type.asText(), value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfType(String type, JsonNode value) {
    return switch (type) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("No type: " + type);
    };
  }
}
