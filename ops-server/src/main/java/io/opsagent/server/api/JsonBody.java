package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a caller sends to one of OpsAgent's own resources. What is wrong is answered
 * with the member, its value unless it may be a secret, and what is allowed. For one thread.
 */
final class JsonBody {
  private static final int MAX_ITEMS = 100;

  private final JsonNode body;

  private JsonBody(JsonNode body) {
    this.body = body;
  }

  /**
   * Reads the body.
   *
   * @param members all that it may have
   */
  static JsonBody of(Context ctx, List<String> members) {
    String type = ctx.contentType();
    // A form, which any web page can send, is not taken for JSON.
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(Json.MEDIA_TYPE)) {
      throw ApiException.badRequest(
          "Content-Type is "
              + ApiException.echo(String.valueOf(type))
              + "; send "
              + Json.MEDIA_TYPE);
    }
    String allowed = "allowed are the members " + String.join(", ", members);
    JsonNode body = Answers.body(ctx);
    if (body == null) {
      throw ApiException.unprocessable("The body is not JSON; " + allowed + ".");
    }
    if (!body.isObject()) {
      throw ApiException.badRequest("The body is not a JSON object; " + allowed + ".");
    }
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!members.contains(name)) {
                throw ApiException.badRequest(
                    "\""
                        + ApiException.echo(name)
                        + "\" is no member of this resource; "
                        + allowed
                        + ".");
              }
            });
    return new JsonBody(body);
  }

  /** A text that must be there. */
  String text(String name, int maxChars) {
    String value = textOrNull(name, maxChars);
    if (value == null || value.isBlank()) {
      throw ApiException.badRequest(
          "\"" + name + "\" is missing; send a text of 1 to " + maxChars + " characters.");
    }
    return value;
  }

  /** A text, or null if it is not there. */
  @Nullable String textOrNull(String name, int maxChars) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    String text = value.isTextual() ? value.textValue() : "";
    if (!value.isTextual()
        || text.length() > maxChars
        || text.chars().anyMatch(Character::isISOControl)) {
      // Not shown: it may be a password.
      throw ApiException.badRequest(
          "\""
              + name
              + "\" is not a text of at most "
              + maxChars
              + " characters without control characters.");
    }
    return text;
  }

  /** Texts, or null if the member is not there. */
  @Nullable List<String> texts(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    List<String> items = new ArrayList<>();
    value.forEach(item -> items.add(item.isTextual() ? item.textValue() : ""));
    if (!value.isArray() || items.size() > MAX_ITEMS || items.contains("")) {
      throw ApiException.badRequest(
          "\""
              + name
              + "\" is "
              + ApiException.echo(value.toString())
              + "; send an array of at most "
              + MAX_ITEMS
              + " texts.");
    }
    return items;
  }

  /** A boolean, or null if it is not there. */
  @Nullable Boolean bool(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw ApiException.badRequest(
          "\"" + name + "\" is " + ApiException.echo(value.toString()) + "; send true or false.");
    }
    return value.booleanValue();
  }

  /** A whole number within bounds, or null if it is not there. */
  @Nullable Long integer(String name, long min, long max) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.canConvertToLong()
        || !value.isIntegralNumber()
        || value.longValue() < min
        || value.longValue() > max) {
      throw ApiException.badRequest(
          "\""
              + name
              + "\" is "
              + ApiException.echo(value.toString())
              + "; send a whole number from "
              + min
              + " to "
              + max
              + ".");
    }
    return value.longValue();
  }

  /** An object as its JSON text, or null if it is not there. */
  @Nullable String objectText(String name, int maxBytes) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw ApiException.badRequest(
          "\"" + name + "\" is " + ApiException.echo(value.toString()) + "; send an object.");
    }
    String text = value.toString();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > maxBytes) {
      throw ApiException.badRequest(
          "\"" + name + "\" has " + bytes + " bytes; at most " + maxBytes + " are kept.");
    }
    return text;
  }

  /** Booleans, or null to take a word back, by name; none if the member is not there. */
  Map<String, @Nullable Boolean> booleans(String name, String example) {
    JsonNode value = body.path(name);
    Map<String, @Nullable Boolean> found = new LinkedHashMap<>();
    if (value.isMissingNode()) {
      return found;
    }
    if (!value.isObject()) {
      throw ApiException.badRequest(
          "\""
              + name
              + "\" is "
              + ApiException.echo(value.toString())
              + "; send an object such as "
              + example
              + ".");
    }
    value
        .properties()
        .forEach(
            one -> {
              JsonNode wish = one.getValue();
              if (!wish.isBoolean() && !wish.isNull()) {
                throw ApiException.badRequest(
                    ApiException.echo(one.getKey())
                        + " is "
                        + ApiException.echo(wish.toString())
                        + "; send true, false, or null to take the API's word back.");
              }
              found.put(one.getKey(), wish.isNull() ? null : wish.booleanValue());
            });
    return found;
  }
}
