package io.opsagent.server.api;

import io.opsagent.storage.ServiceLogTerm;
import io.opsagent.storage.ServiceLogTerm.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filters of the console's address (docs/spec/console/console.md 3): a repeated name means
 * "or", a {@code !} in front of a value means "not". Values are not split at commas, which paths
 * and names may have.
 */
final class LogTerms {
  /** Of one name. */
  private static final int MAX_VALUES = 50;

  private static final Pattern STATUS =
      Pattern.compile("([1-5])xx|(\\d{3})(?:-(\\d{3}))?", Pattern.CASE_INSENSITIVE);
  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?(us|ms|s|m)?");
  private static final int STATUSES_OF_CLASS = 100;

  /** Names of parameters, and the column that each compares. */
  static final Map<String, Field> FIELDS = fields();

  private LogTerms() {}

  private static Map<String, Field> fields() {
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put("level", Field.LEVEL);
    fields.put("method", Field.METHOD);
    fields.put("endpoint", Field.ENDPOINT);
    fields.put("route", Field.ROUTE);
    fields.put("error", Field.EXCEPTION_TYPE);
    fields.put("fingerprint", Field.FINGERPRINT);
    fields.put("user", Field.USER);
    fields.put("ip", Field.IP);
    fields.put("instance", Field.INSTANCE);
    fields.put("request", Field.REQUEST_ID);
    fields.put("trace", Field.TRACE_ID);
    fields.put("request_type", Field.REQUEST_TYPE);
    fields.put("type", Field.RESPONSE_TYPE);
    fields.put("host", Field.HOST);
    fields.put("outcome", Field.OUTCOME);
    return fields;
  }

  /**
   * Reads every filter of the console.
   *
   * @param without name whose filter is left out, or an empty text
   */
  static List<ServiceLogTerm> read(QueryParameters parameters, String without) {
    List<ServiceLogTerm> terms = new ArrayList<>();
    FIELDS.forEach(
        (name, field) -> {
          if (!name.equals(without)) {
            Split split = split(parameters, name);
            if (!split.wanted.isEmpty()) {
              terms.add(new ServiceLogTerm.OneOf(field, split.wanted, false));
            }
            if (!split.excluded.isEmpty()) {
              terms.add(new ServiceLogTerm.OneOf(field, split.excluded, true));
            }
          }
        });
    if (!without.equals("status")) {
      addStatus(parameters, terms);
    }
    if (!without.equals("duration")) {
      addDuration(parameters, terms);
    }
    Split texts = split(parameters, "text");
    texts.wanted.forEach(text -> terms.add(new ServiceLogTerm.Text(text, false)));
    texts.excluded.forEach(text -> terms.add(new ServiceLogTerm.Text(text, true)));
    return terms;
  }

  private static void addStatus(QueryParameters parameters, List<ServiceLogTerm> terms) {
    Split split = split(parameters, "status");
    if (!split.wanted.isEmpty()) {
      terms.add(new ServiceLogTerm.Status(spans(split.wanted), false));
    }
    if (!split.excluded.isEmpty()) {
      terms.add(new ServiceLogTerm.Status(spans(split.excluded), true));
    }
  }

  private static void addDuration(QueryParameters parameters, List<ServiceLogTerm> terms) {
    Optional<Long> min = micros(parameters, "min");
    Optional<Long> max = micros(parameters, "max");
    if (min.isPresent() || max.isPresent()) {
      terms.add(new ServiceLogTerm.Duration(min.orElse(null), max.orElse(null)));
    }
  }

  private static List<ServiceLogTerm.StatusSpan> spans(List<String> values) {
    return values.stream().map(LogTerms::span).toList();
  }

  private static ServiceLogTerm.StatusSpan span(String value) {
    Matcher status = STATUS.matcher(value);
    if (!status.matches()) {
      throw ApiException.badRequest(
          "'status' is '"
              + ApiException.echo(value)
              + "' (allowed are a status such as 404, a class such as 5xx, a span such as 400-499,"
              + " each also with ! in front)");
    }
    if (status.group(1) != null) {
      int first = Integer.parseInt(status.group(1)) * STATUSES_OF_CLASS;
      return new ServiceLogTerm.StatusSpan(first, first + STATUSES_OF_CLASS - 1);
    }
    int from = Integer.parseInt(status.group(2));
    return new ServiceLogTerm.StatusSpan(
        from, status.group(3) == null ? from : Integer.parseInt(status.group(3)));
  }

  private static Optional<Long> micros(QueryParameters parameters, String name) {
    String text = parameters.text(name);
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Matcher duration = DURATION.matcher(text.trim());
    if (!duration.matches()) {
      throw ApiException.badRequest(
          "'"
              + name
              + "' is '"
              + ApiException.echo(text)
              + "' (allowed is a duration such as 250, which is milliseconds, 250ms, 1.5s or 2m)");
    }
    String unit = duration.group(2) == null ? "ms" : duration.group(2);
    double microsOfUnit =
        switch (unit) {
          case "us" -> 1;
          case "ms" -> 1_000;
          case "s" -> 1_000_000;
          default -> 60_000_000;
        };
    return Optional.of(Math.round(Double.parseDouble(duration.group(1)) * microsOfUnit));
  }

  private record Split(List<String> wanted, List<String> excluded) {}

  private static Split split(QueryParameters parameters, String name) {
    List<String> wanted = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    List<String> values = parameters.all(name);
    if (values.size() > MAX_VALUES) {
      throw ApiException.badRequest(
          "'" + name + "' is there " + values.size() + " times (at most " + MAX_VALUES + ")");
    }
    for (String value : values) {
      boolean isExcluded = value.startsWith("!");
      String plain = isExcluded ? value.substring(1) : value;
      if (!plain.isEmpty()) {
        (isExcluded ? excluded : wanted).add(plain);
      }
    }
    return new Split(wanted, excluded);
  }
}
