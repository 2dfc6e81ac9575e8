package io.opsagent.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that a caller sends to a call of the protocol (spec 2.3): no body counts as an
 * empty object, unknown members are ignored, a number or boolean may be sent as text. What is wrong
 * is a 400 in the protocol's words, what is no JSON a 422. For one thread.
 */
final class ProtocolBody {
  private static final int MAX_ITEMS = 100;
  private static final Set<String> FALSE_WORDS = Set.of("", "false", "0", "f", "no", "off");

  private final JsonNode body;

  private ProtocolBody(JsonNode body) {
    this.body = body;
  }

  /** Reads the body. */
  static ProtocolBody of(Context ctx) {
    JsonNode body = decoded(ctx);
    if (body == null) {
      return new ProtocolBody(JsonNodeFactory.instance.objectNode());
    }
    if (!body.isObject()) {
      throw wrong("TypeError: invalid object: " + ApiException.echo(body.toString()));
    }
    return new ProtocolBody(body);
  }

  /** Any JSON value, or null for no body. */
  static @Nullable JsonNode decoded(Context ctx) {
    if (ctx.bodyAsBytes().length == 0) {
      return null;
    }
    JsonNode body = Answers.body(ctx);
    if (body == null) {
      throw ApiException.unprocessable("process request body failed with error: it is not JSON");
    }
    return body;
  }

  /** A rule that the body broke; {@code what} is the rest of the protocol's sentence. */
  static ApiException wrong(String what) {
    return ApiException.badRequest("parse item: ['data'] failed: " + what);
  }

  private static ApiException wrong(String name, String what) {
    return wrong("parse item: ['" + name + "'] failed: " + what);
  }

  /** Whether the member is there, even as null. */
  boolean has(String name) {
    return body.has(name);
  }

  /** A text that must be there and not be empty. */
  String required(String name, int maxChars) {
    String text = text(name, maxChars);
    if (text == null || text.isBlank()) {
      throw wrong("required item: '" + name + "' is absence");
    }
    return text;
  }

  /** A text, or null if it is absent or null; an object counts as its JSON text. */
  @Nullable String text(String name, int maxChars) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    String text = value.isContainerNode() ? value.toString() : value.asText();
    if (text.length() > maxChars) {
      throw wrong(name, "Constraint: <max_length>: " + maxChars + " violated");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw wrong(name, "TypeError: invalid text: it holds control characters");
    }
    return text;
  }

  /** A boolean, or null if it is absent or null. */
  @Nullable Boolean bool(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (value.isContainerNode()) {
      throw wrong(name, "TypeError: invalid boolean: " + ApiException.echo(value.toString()));
    }
    return !FALSE_WORDS.contains(value.asText().strip().toLowerCase(Locale.ROOT));
  }

  /** An object, or null if it is absent or null. */
  @Nullable JsonNode object(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw wrong(name, "TypeError: invalid object: " + ApiException.echo(value.toString()));
    }
    return value;
  }

  /** A number that is not negative, or null if it is absent or null. */
  @Nullable Double number(String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    try {
      double number = value.isContainerNode() ? -1 : Double.parseDouble(value.asText());
      if (number >= 0 && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong(name, "TypeError: invalid number: " + ApiException.echo(value.toString()));
  }

  /** Texts; none if the member is absent or null. */
  List<String> texts(String name, int maxChars) {
    JsonNode value = body.path(name);
    List<String> items = new ArrayList<>();
    if (value.isMissingNode() || value.isNull()) {
      return items;
    }
    value.forEach(item -> items.add(item.isValueNode() ? item.asText() : ""));
    boolean isRight =
        value.isArray()
            && items.size() <= MAX_ITEMS
            && items.stream().allMatch(item -> !item.isEmpty() && item.length() <= maxChars);
    if (!isRight) {
      throw wrong(
          name,
          "TypeError: invalid list: "
              + ApiException.echo(value.toString())
              + " (at most "
              + MAX_ITEMS
              + " texts of 1 to "
              + maxChars
              + " characters)");
    }
    return items;
  }
}
