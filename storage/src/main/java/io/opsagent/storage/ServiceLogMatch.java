package io.opsagent.storage;

import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ServiceLogFilter} for rows that are in memory, with the answer that the database gives
 * for the same row. Any thread.
 */
public final class ServiceLogMatch implements Predicate<ServiceLog> {
  private final ServiceLogFilter f;

  /** The filter's rows. */
  public ServiceLogMatch(ServiceLogFilter filter) {
    this.f = filter;
  }

  @Override
  public boolean test(ServiceLog row) {
    return isOfKind(row) && isOfCaller(row) && isAtPath(row) && passesTerms(row);
  }

  private boolean isOfKind(ServiceLog row) {
    return f.service().equals(row.service())
        && holds(f.level(), row.level(), String::equalsIgnoreCase)
        && holds(f.status(), row.status(), Integer::equals)
        && holds(f.statusGte(), row.status(), (want, is) -> is >= want)
        && holds(f.statusLte(), row.status(), (want, is) -> is <= want)
        && holds(f.method(), row.method(), String::equalsIgnoreCase)
        && holds(f.endpointIdent(), row.endpointIdent(), String::equals);
  }

  private boolean isOfCaller(ServiceLog row) {
    return holds(f.ip(), row.ip(), String::equals)
        && holds(f.userId(), row.userId(), String::equals)
        && holds(f.requestType(), row.requestType(), String::equals)
        && holds(f.responseType(), row.responseType(), String::equals)
        && holds(f.isPublic(), row.isPublic(), Boolean::equals)
        && holds(f.timeGte(), row.time(), (want, is) -> !is.isBefore(want))
        && holds(f.timeLte(), row.time(), (want, is) -> !is.isAfter(want))
        && holds(f.requestId(), row.requestId(), String::equals)
        && holds(f.instanceId(), row.instanceId(), Long::equals);
  }

  private boolean isAtPath(ServiceLog row) {
    String part = f.endpointLike();
    return holds(f.path(), row.path(), String::equals)
        && holds(f.pathContains(), row.path(), (want, is) -> is.contains(want))
        && holds(f.pathStartsWith(), row.path(), (want, is) -> is.startsWith(want))
        && holds(f.pathEndsWith(), row.path(), (want, is) -> is.endsWith(want))
        && (part == null
            || contains(part, row.path())
            || contains(part, row.endpointIdent())
            || contains(part, row.endpointRef()));
  }

  private boolean passesTerms(ServiceLog row) {
    for (ServiceLogTerm term : f.terms()) {
      if (!passes(term, row)) {
        return false;
      }
    }
    return true;
  }

  private static boolean passes(ServiceLogTerm term, ServiceLog row) {
    if (term instanceof ServiceLogTerm.OneOf oneOf) {
      return isOneOf(oneOf, row) != oneOf.isExcluded();
    }
    if (term instanceof ServiceLogTerm.Status status) {
      Integer is = row.status();
      return (is != null
              && status.spans().stream().anyMatch(span -> is >= span.from() && is <= span.to()))
          != status.isExcluded();
    }
    if (term instanceof ServiceLogTerm.Duration duration) {
      return holds(duration.minMicros(), row.durationMicros(), (want, is) -> is >= want)
          && holds(duration.maxMicros(), row.durationMicros(), (want, is) -> is <= want);
    }
    if (term instanceof ServiceLogTerm.Text text) {
      String part = text.part();
      return (contains(part, row.fullUrl())
              || contains(part, row.exceptionType())
              || contains(part, row.requestId())
              || contains(part, row.traceId()))
          != text.isExcluded();
    }
    ServiceLogTerm.OfNode node = (ServiceLogTerm.OfNode) term;
    return row.nodeId() == null || row.nodeId().equals(node.nodeId());
  }

  private static boolean isOneOf(ServiceLogTerm.OneOf term, ServiceLog row) {
    List<String> values = term.values();
    return switch (term.field()) {
      case LEVEL -> values.stream().anyMatch(row.level()::equalsIgnoreCase);
      case METHOD -> values.stream().anyMatch(row.method()::equalsIgnoreCase);
      case ENDPOINT -> has(values, row.endpointIdent());
      case ROUTE -> has(values, row.route());
      case EXCEPTION_TYPE -> hasType(values, row.exceptionType());
      case FINGERPRINT -> has(values, row.exceptionFingerprint());
      case USER -> has(values, row.userId());
      case IP -> has(values, row.ip());
      case INSTANCE -> has(values, row.instanceId() == null ? null : row.instanceId().toString());
      case REQUEST_ID -> has(values, row.requestId());
      case TRACE_ID -> has(values, row.traceId());
      case REQUEST_TYPE -> has(values, row.requestType());
      case RESPONSE_TYPE -> has(values, row.responseType());
      case HOST ->
          values.stream()
              .anyMatch(
                  host ->
                      row.fullUrl().startsWith("http://" + host + "/")
                          || row.fullUrl().startsWith("https://" + host + "/"));
      case OUTCOME -> has(values, row.outcome());
    };
  }

  private static boolean has(List<String> values, @Nullable String is) {
    return is != null && values.contains(is);
  }

  private static boolean hasType(List<String> values, @Nullable String is) {
    return is != null
        && values.stream().anyMatch(type -> is.equals(type) || is.endsWith("." + type));
  }

  private static <T> boolean holds(@Nullable T wanted, @Nullable T is, BiPredicate<T, T> test) {
    return wanted == null || (is != null && test.test(wanted, is));
  }

  private static boolean contains(String part, @Nullable String is) {
    return is != null && is.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
