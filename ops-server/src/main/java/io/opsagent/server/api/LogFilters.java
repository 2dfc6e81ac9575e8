package io.opsagent.server.api;

import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogTerm;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that are made of a span of time and terms alone. */
final class LogFilters {
  private LogFilters() {}

  /** Rows of a service since a time. */
  static ServiceLogFilter since(String service, Instant from, List<ServiceLogTerm> terms) {
    return within(service, from, null, terms);
  }

  /** Rows of a service between two times, both included. */
  static ServiceLogFilter within(
      String service, @Nullable Instant from, @Nullable Instant to, List<ServiceLogTerm> terms) {
    return new ServiceLogFilter(
        service, null, null, null, null, null, null, null, null, null, null, null, null, from, to,
        null, null, null, null, null, null, terms);
  }
}
