package io.opsagent.server.api;

import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogTerm;
import io.opsagent.storage.ServiceLogTerm.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the filter of OpsAgent's own resources on logs: the names of the console's address ({@link
 * LogTerms}) and those of {@code GET /logs/service} that mean something else.
 */
final class OwnLogQuery {
  private OwnLogQuery() {}

  /** The filter. */
  static ServiceLogFilter filter(String service, QueryParameters parameters) {
    return filter(service, parameters, "");
  }

  /**
   * The filter without one of its names, whose values are to be counted.
   *
   * @param without name as in {@link LogTerms}, or an empty text
   */
  static ServiceLogFilter filter(String service, QueryParameters parameters, String without) {
    return filter(
        service,
        parameters,
        without,
        parameters.time("from", "time_gte"),
        parameters.time("to", "time_lte"));
  }

  /** As {@link #filter(String, QueryParameters, String)}, with a span of time that is known. */
  static ServiceLogFilter filter(
      String service,
      QueryParameters parameters,
      String without,
      @Nullable Instant from,
      @Nullable Instant to) {
    List<ServiceLogTerm> terms = new ArrayList<>(LogTerms.read(parameters, without));
    // One value of these is found by an index of its own.
    String ip = takeSingle(terms, Field.IP);
    String user = takeSingle(terms, Field.USER);
    String request = takeSingle(terms, Field.REQUEST_ID);
    Long instance = instance(terms);
    return new ServiceLogFilter(
        service,
        null,
        null,
        null,
        null,
        null,
        null,
        parameters.text("endpoint_like"),
        ip,
        user,
        null,
        null,
        parameters.bool("public"),
        from,
        to,
        parameters.text("path"),
        parameters.text("path_contains"),
        parameters.text("path_startswith"),
        parameters.text("path_endswith"),
        request,
        instance,
        terms);
  }

  /** Whether nothing but the time, and endpoints, are asked for: then statistics know it all. */
  static boolean isByTimeAndEndpoint(ServiceLogFilter filter) {
    ServiceLogFilter plain =
        LogFilters.within(filter.service(), filter.timeGte(), filter.timeLte(), filter.terms());
    return filter.equals(plain)
        && filter.terms().stream()
            .allMatch(
                term ->
                    term instanceof ServiceLogTerm.OneOf oneOf
                        && oneOf.field() == Field.ENDPOINT
                        && !oneOf.isExcluded());
  }

  private static @Nullable String takeSingle(List<ServiceLogTerm> terms, Field field) {
    for (ServiceLogTerm term : terms) {
      if (term instanceof ServiceLogTerm.OneOf oneOf
          && oneOf.field() == field
          && !oneOf.isExcluded()
          && oneOf.values().size() == 1) {
        terms.remove(term);
        return oneOf.values().get(0);
      }
    }
    return null;
  }

  /** The local number, or the resource's name; a text that is neither is no instance's. */
  private static @Nullable Long instance(List<ServiceLogTerm> terms) {
    String single = takeSingle(terms, Field.INSTANCE);
    return single == null ? null : (Long) InstanceId.parse("instance", single).orElse(-1);
  }
}
