package io.opsagent.server.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of one request, read by the rules of spec 2.3 to 2.5. Of a repeated single
 * parameter the last value counts; a name may end in {@code []}. What cannot be read is a 400 that
 * names the parameter and the value. Not for use by several threads.
 */
final class QueryParameters {
  private static final int MAX_PARAMETERS = 256;
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,30}");
  private static final Set<String> FALSE_WORDS = Set.of("", "false", "0", "f", "no", "off");

  private final Map<String, List<String>> values;

  private QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Reads the raw query, null for none. */
  static QueryParameters parse(@Nullable String rawQuery) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (rawQuery != null) {
      String[] pairs = rawQuery.split("&", MAX_PARAMETERS + 1);
      if (pairs.length > MAX_PARAMETERS) {
        throw ApiException.badRequest(
            "too many query parameters (at most " + MAX_PARAMETERS + " are allowed)");
      }
      for (String pair : pairs) {
        if (!pair.isEmpty()) {
          add(values, pair);
        }
      }
    }
    return new QueryParameters(values);
  }

  private static void add(Map<String, List<String>> values, String pair) {
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
    String plainName = name.endsWith("[]") ? name.substring(0, name.length() - 2) : name;
    values.computeIfAbsent(plainName, key -> new ArrayList<>(1)).add(value);
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(
          "query cannot be decoded near '"
              + ApiException.echo(encoded)
              + "' (write a percent sign as %25)");
    }
  }

  /** The value of the first of these names that is there, or null. */
  @Nullable String text(String... names) {
    for (String name : names) {
      List<String> found = values.get(name);
      if (found != null) {
        return found.get(found.size() - 1);
      }
    }
    return null;
  }

  /** All values as they were sent, in order. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** All values of a list, each split at commas, empty ones left out (spec 2.4). */
  List<String> list(String name) {
    List<String> items = new ArrayList<>();
    for (String value : values.getOrDefault(name, List.of())) {
      for (String item : value.split(",", -1)) {
        if (!item.isBlank()) {
          items.add(item.trim());
        }
      }
    }
    return items;
  }

  /** A boolean, or null when it is not there. Everything but the known words for false is true. */
  @Nullable Boolean bool(String name) {
    String text = text(name);
    return text == null ? null : !FALSE_WORDS.contains(text.trim().toLowerCase(Locale.ROOT));
  }

  /** An integer, or null when it is not there; one beyond 64 bits becomes the nearest. */
  @Nullable Long integer(String name) {
    String text = text(name);
    return text == null ? null : toLong(name, text);
  }

  /** As {@link #integer}, cut to 32 bits: no stored value lies beyond. */
  @Nullable Integer smallInteger(String name) {
    Long value = integer(name);
    return value == null
        ? null
        : (Integer) (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
  }

  /** An integer within bounds, or null when it is not there. */
  @Nullable Long integerWithin(String name, long min, long max) {
    Long value = integer(name);
    if (value != null && value < min) {
      throw constraint(name, "<ge>: " + min);
    }
    if (value != null && value > max) {
      throw constraint(name, "<le>: " + max);
    }
    return value;
  }

  /** A time of any form of spec 2.5, or null when it is not there. */
  @Nullable Instant time(String... names) {
    for (String name : names) {
      String text = text(name);
      if (text != null) {
        return ProtocolTime.parse(text)
            .orElseThrow(
                () ->
                    typeError(
                        name,
                        "invalid datetime: '"
                            + ApiException.echo(text)
                            + "' (use epoch seconds, epoch milliseconds, ISO 8601 or an HTTP"
                            + " date)"));
      }
    }
    return null;
  }

  /** A rule that a parameter broke, in the protocol's words. */
  static ApiException constraint(String name, String rule) {
    return ApiException.badParameter(
        "parse item: ['" + name + "'] failed: Constraint: " + rule + " violated");
  }

  private static long toLong(String name, String text) {
    String digits = text.trim();
    if (!INTEGER.matcher(digits).matches()) {
      throw typeError(name, "invalid number: '" + ApiException.echo(text) + "'");
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static ApiException typeError(String name, String what) {
    return ApiException.badParameter("TypeError: parse item: ['" + name + "'] failed: " + what);
  }
}
