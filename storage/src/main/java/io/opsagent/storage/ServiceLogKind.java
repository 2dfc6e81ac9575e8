package io.opsagent.storage;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a row is found by besides its time, user, address and instance: a combination of columns
 * that have few values. Table {@code service_log_kind} numbers them. The route follows from the
 * endpoint, and the type of the exception from its fingerprint, so that they make no more of them.
 *
 * @param method in upper case
 */
record ServiceLogKind(
    String service,
    @Nullable String endpointIdent,
    String method,
    @Nullable Integer status,
    String level,
    @Nullable String route,
    @Nullable String exceptionType,
    @Nullable String fingerprint) {
  /**
   * The number of rows of no kind: those of an odd method or status, and those beyond the limit.
   */
  static final long NONE = 0;

  private static final Set<String> METHODS =
      Set.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "PROPFIND",
          "PROPPATCH",
          "MKCOL",
          "COPY",
          "MOVE",
          "LOCK",
          "UNLOCK",
          "REPORT",
          "SEARCH");
  private static final Set<String> LEVELS = Set.of("DEBUG", "INFO", "WARN", "ERROR");

  /** The kind of a row; null when clients could make as many of its like as they want. */
  static @Nullable ServiceLogKind of(ServiceLog log) {
    String method = log.method().toUpperCase(Locale.ROOT);
    String level = log.level().toUpperCase(Locale.ROOT);
    Integer status = log.status();
    boolean odd = status != null && (status < 100 || status > 599);
    if (odd || !METHODS.contains(method) || !LEVELS.contains(level)) {
      return null;
    }
    return new ServiceLogKind(
        TextColumn.fit(log.service(), ServiceLogTable.SERVICE_CHARS),
        TextColumn.fitOrNull(log.endpointIdent(), ServiceLogTable.ENDPOINT_CHARS),
        method,
        status,
        level,
        TextColumn.fitOrNull(log.route(), ServiceLogTable.ROUTE_CHARS),
        TextColumn.fitOrNull(log.exceptionType(), ServiceLogTable.EXCEPTION_TYPE_CHARS),
        TextColumn.fitOrNull(log.exceptionFingerprint(), ServiceLogTable.FINGERPRINT_CHARS));
  }
}
