package io.opsagent.storage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ServiceLogFilter} in the terms of the table: what its kinds decide, what the indexes
 * decide, and what only the row itself says. Values are cut as those of rows are. Immutable.
 */
final class ServiceLogSelection {
  private static final char ESCAPE = LikePattern.ESCAPE;

  private final ServiceLogFilter filter;
  private final String service;
  private final @Nullable Bucket user;
  private final @Nullable Bucket ip;
  private final @Nullable Bucket request;

  ServiceLogSelection(ServiceLogFilter filter) {
    this.filter = filter;
    this.service = TextColumn.fit(filter.service(), ServiceLogTable.SERVICE_CHARS);
    this.user = bucket(filter.userId(), ServiceLogTable.USER_ID_CHARS);
    this.ip = bucket(filter.ip(), ServiceLogTable.IP_CHARS);
    this.request = bucket(filter.requestId(), ServiceLogTable.REQUEST_ID_CHARS);
  }

  String service() {
    return service;
  }

  @Nullable Bucket user() {
    return user;
  }

  @Nullable Bucket ip() {
    return ip;
  }

  @Nullable Bucket request() {
    return request;
  }

  @Nullable Long instanceId() {
    return filter.instanceId();
  }

  /** All of the time that is asked for. */
  TimeRange range(boolean newestFirst, @Nullable ServiceLogKey after) {
    TimeRange all =
        new TimeRange(
            filter.timeGte() == null ? Long.MIN_VALUE : Micros.of(filter.timeGte()),
            filter.timeLte() == null ? Long.MAX_VALUE : Micros.of(filter.timeLte()),
            newestFirst,
            null);
    return after == null ? all : all.behind(after);
  }

  /** Whether a kind must have something. */
  boolean restrictsKinds() {
    return filter.level() != null
        || filter.status() != null
        || filter.statusGte() != null
        || filter.statusLte() != null
        || filter.method() != null
        || filter.endpointIdent() != null
        || filter.terms().stream().anyMatch(TermConditions::isOfKinds);
  }

  /** Whether time, kind and instance decide everything. */
  boolean isDecidedByKinds() {
    return user == null && ip == null && request == null && others().isEmpty();
  }

  /** What a kind must have; the columns are named alike in both tables. */
  Conditions kinds() {
    String level = filter.level();
    Conditions kinds =
        new Conditions()
            .equal("level", level == null ? null : level.toUpperCase(Locale.ROOT))
            .equal("status", filter.status())
            .add("status >= ?", filter.statusGte())
            .add("status <= ?", filter.statusLte())
            .add("UPPER(method) = UPPER(?)", filter.method())
            .equal("endpoint_ident", fit(filter.endpointIdent(), ServiceLogTable.ENDPOINT_CHARS));
    addTerms(kinds, true);
    return kinds;
  }

  /** What is decided by hashes and numbers in the indexes. */
  Conditions hashes(boolean withUser, boolean withIp, boolean withInstance) {
    return new Conditions()
        .equal("user_hash", withUser && user != null ? user.hash() : null)
        .equal("ip_hash", withIp && ip != null ? ip.hash() : null)
        .equal("instance_id", withInstance ? filter.instanceId() : null);
  }

  /** What no index and no kind knows. */
  Conditions others() {
    Conditions others = new Conditions();
    endpointLike(others, filter.endpointLike());
    others
        .equal("request_type", fit(filter.requestType(), ServiceLogTable.MEDIA_TYPE_CHARS))
        .equal("response_type", fit(filter.responseType(), ServiceLogTable.MEDIA_TYPE_CHARS))
        .equal("is_public", filter.isPublic())
        .equal("path", fit(filter.path(), ServiceLogTable.PATH_CHARS));
    like(others, "%", filter.pathContains(), "%");
    like(others, "", filter.pathStartsWith(), "%");
    like(others, "%", filter.pathEndsWith(), "");
    addTerms(others, false);
    return others;
  }

  private void addTerms(Conditions conditions, boolean ofKinds) {
    for (ServiceLogTerm term : filter.terms()) {
      if (TermConditions.isOfKinds(term) == ofKinds) {
        TermConditions.add(conditions, term);
      }
    }
  }

  /** Everything at once, for an order that no index has. */
  Conditions all() {
    Conditions all = new Conditions().equal("service", service);
    range(true, null).addTo(all);
    all.equal("request_bucket", request == null ? null : request.number())
        .equal("request_hash", request == null ? null : request.hash())
        .equal("user_bucket", user == null ? null : user.number())
        .equal("ip_bucket", ip == null ? null : ip.number());
    return all.and(hashes(true, true, true)).and(kinds()).and(others());
  }

  private @Nullable Bucket bucket(@Nullable String text, int maxChars) {
    return Bucket.of(service, TextColumn.fitOrNull(text, maxChars));
  }

  private static void like(
      Conditions conditions, String before, @Nullable String part, String after) {
    conditions.add(
        "path LIKE ? ESCAPE '" + ESCAPE + "'",
        part == null ? null : before + LikePattern.escape(part) + after);
  }

  private static void endpointLike(Conditions conditions, @Nullable String part) {
    if (part != null) {
      // LOWER of the database on both sides, so that both fold letters in the same way.
      String contains = " LIKE LOWER(?) ESCAPE '" + ESCAPE + "'";
      String pattern = "%" + LikePattern.escape(part) + "%";
      conditions.addAll(
          "(LOWER(endpoint_ident)"
              + contains
              + " OR LOWER(endpoint_ref)"
              + contains
              + " OR LOWER(path)"
              + contains
              + ")",
          java.util.List.of(pattern, pattern, pattern));
    }
  }

  private static @Nullable String fit(@Nullable String value, int maxChars) {
    return TextColumn.fitOrNull(value, maxChars);
  }
}
