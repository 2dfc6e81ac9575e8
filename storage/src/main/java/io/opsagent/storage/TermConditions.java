package io.opsagent.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link ServiceLogTerm}s in SQL. Column names are written here; every value is a parameter. */
final class TermConditions {
  /** Not the backslash, which MySQL reads in string literals too. */
  private static final String LIKE = " LIKE ? ESCAPE '!'";

  private static final Set<ServiceLogTerm.Field> OF_KINDS =
      Set.of(
          ServiceLogTerm.Field.LEVEL,
          ServiceLogTerm.Field.METHOD,
          ServiceLogTerm.Field.ENDPOINT,
          ServiceLogTerm.Field.ROUTE,
          ServiceLogTerm.Field.EXCEPTION_TYPE,
          ServiceLogTerm.Field.FINGERPRINT);

  private TermConditions() {}

  /** Whether the kind of a row decides it. */
  static boolean isOfKinds(ServiceLogTerm term) {
    return term instanceof ServiceLogTerm.Status
        || (term instanceof ServiceLogTerm.OneOf oneOf && OF_KINDS.contains(oneOf.field()));
  }

  /** Adds a term. */
  static void add(Conditions to, ServiceLogTerm term) {
    if (term instanceof ServiceLogTerm.OneOf oneOf) {
      addOneOf(to, oneOf);
    } else if (term instanceof ServiceLogTerm.Status status) {
      List<Object> values = new ArrayList<>();
      for (ServiceLogTerm.StatusSpan span : status.spans()) {
        values.add(span.from());
        values.add(span.to());
      }
      String any = anyOf("(status >= ? AND status <= ?)", status.spans().size());
      to.addAll(status.isExcluded() ? "(status IS NULL OR NOT " + any + ")" : any, values);
    } else if (term instanceof ServiceLogTerm.Duration duration) {
      to.add("duration_micros >= ?", duration.minMicros())
          .add("duration_micros <= ?", duration.maxMicros());
    } else if (term instanceof ServiceLogTerm.Text text) {
      addText(to, text);
    } else if (term instanceof ServiceLogTerm.OfNode node) {
      if (node.nodeId() == null) {
        to.addAll("node_id IS NULL", List.of());
      } else {
        to.add("(node_id IS NULL OR node_id = ?)", node.nodeId());
      }
    }
  }

  private static void addOneOf(Conditions to, ServiceLogTerm.OneOf term) {
    List<String> values = term.values();
    String any =
        switch (term.field()) {
          case LEVEL -> in("level", values.size());
          case METHOD -> in("UPPER(method)", values.size());
          case ENDPOINT -> in("endpoint_ident", values.size());
          case ROUTE -> in("route", values.size());
          case EXCEPTION_TYPE ->
              anyOf("exception_type = ? OR exception_type" + LIKE, values.size());
          case FINGERPRINT -> in("exception_fingerprint", values.size());
          case USER -> in("user_id", values.size());
          case IP -> in("ip", values.size());
          // As a sum: H2 takes the index of the instance instead of the key of the row otherwise.
          case INSTANCE -> in("instance_id + 0", values.size());
          case REQUEST_ID -> in("request_id", values.size());
          case TRACE_ID -> in("trace_id", values.size());
          case REQUEST_TYPE -> in("request_type", values.size());
          case RESPONSE_TYPE -> in("response_type", values.size());
          case HOST -> anyOf("full_url" + LIKE + " OR full_url" + LIKE, values.size());
          case OUTCOME -> in("outcome", values.size());
        };
    to.addAll(term.isExcluded() ? without(term.field(), any) : any, parameters(term));
  }

  /** A comparison with null is neither true nor false. */
  private static String without(ServiceLogTerm.Field field, String any) {
    String column =
        switch (field) {
          case ENDPOINT -> "endpoint_ident";
          case ROUTE -> "route";
          case EXCEPTION_TYPE -> "exception_type";
          case FINGERPRINT -> "exception_fingerprint";
          case USER -> "user_id";
          case INSTANCE -> "instance_id";
          case TRACE_ID -> "trace_id";
          case REQUEST_TYPE -> "request_type";
          case RESPONSE_TYPE -> "response_type";
          case LEVEL, METHOD, IP, REQUEST_ID, HOST, OUTCOME -> "";
        };
    return column.isEmpty() ? "NOT " + any : "(" + column + " IS NULL OR NOT " + any + ")";
  }

  private static List<?> parameters(ServiceLogTerm.OneOf term) {
    List<String> values = term.values();
    return switch (term.field()) {
      case LEVEL, METHOD -> values.stream().map(value -> value.toUpperCase(Locale.ROOT)).toList();
      case INSTANCE -> values.stream().map(TermConditions::number).toList();
      case EXCEPTION_TYPE ->
          values.stream()
              .flatMap(type -> List.of(clean(type), "%." + LikePattern.escape(type)).stream())
              .toList();
      case HOST ->
          values.stream()
              .map(LikePattern::escape)
              .flatMap(host -> List.of("http://" + host + "/%", "https://" + host + "/%").stream())
              .toList();
      default -> values.stream().map(TermConditions::clean).toList();
    };
  }

  /** A text that is no number is the number of no instance. */
  private static Long number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return -1L;
    }
  }

  private static String clean(String value) {
    return TextColumn.fit(value, ServiceLogTable.PATH_CHARS);
  }

  private static void addText(Conditions to, ServiceLogTerm.Text text) {
    // LOWER of the database on both sides, so that both fold letters in the same way.
    String pattern = "%" + LikePattern.escape(text.part()) + "%";
    List<String> columns = List.of("full_url", "exception_type", "request_id", "trace_id");
    String any =
        columns.stream()
            .map(column -> "LOWER(COALESCE(" + column + ", '')) LIKE LOWER(?) ESCAPE '!'")
            .collect(Collectors.joining(" OR ", "(", ")"));
    to.addAll(text.isExcluded() ? "NOT " + any : any, Collections.nCopies(columns.size(), pattern));
  }

  private static String in(String column, int count) {
    return "(" + column + " IN (" + String.join(", ", Collections.nCopies(count, "?")) + "))";
  }

  private static String anyOf(String condition, int count) {
    return "(" + String.join(" OR ", Collections.nCopies(count, condition)) + ")";
  }
}
