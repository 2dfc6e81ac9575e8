package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.storage.ServiceLogFilter;
import io.opsagent.storage.ServiceLogKey;
import io.opsagent.storage.ServiceLogOrder;
import io.opsagent.storage.ServiceLogPage;
import io.opsagent.storage.ServiceLogRepository;
import io.opsagent.storage.ServiceLogTerm;
import io.opsagent.storage.errors.ErrorCount;
import io.opsagent.storage.errors.ErrorEndpoint;
import io.opsagent.storage.errors.ErrorGroup;
import io.opsagent.storage.errors.ErrorRepository;
import io.opsagent.storage.errors.ErrorSpan;
import io.opsagent.storage.errors.ErrorSummary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/errors}: exceptions grouped by their fingerprint (docs/spec/console/console.md 6.5),
 * from exact counts of each hour: the span begins with the hour of {@code from}.
 */
final class ErrorResource {
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
  private static final Duration MAX_TIME = Duration.ofSeconds(2);
  private static final int DEFAULT_GROUPS = 100;
  private static final int MAX_GROUPS = 500;

  /** Named with a group of the list. */
  private static final int ENDPOINTS_OF_GROUP = 10;

  /** Named with one group. */
  private static final int MAX_ENDPOINTS = 500;

  private static final int ROWS_OF_GROUP = 50;
  private static final long SECONDS_OF_HOUR = 3_600;

  private final ErrorRepository errors;
  private final ServiceLogRepository serviceLogs;
  private final String service;
  private final Supplier<LogPrivacy> privacy;
  private final LogLife life;
  private final Clock clock;

  ErrorResource(
      ErrorRepository errors,
      ServiceLogRepository serviceLogs,
      String service,
      Supplier<LogPrivacy> privacy,
      LogLife life,
      Clock clock) {
    this.errors = errors;
    this.serviceLogs = serviceLogs;
    this.service = service;
    this.privacy = privacy;
    this.life = life;
    this.clock = clock;
  }

  void list(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    StatsSpan times = StatsSpan.read(parameters, clock);
    ErrorSpan span = span(times, null, parameters.text("endpoint"), parameters.text("error"));
    Long asked = parameters.integerWithin("limit", 1, MAX_GROUPS);
    int limit = asked == null ? DEFAULT_GROUPS : asked.intValue();
    ErrorSummary summary = errors.summary(span, MAX_TIME);
    List<ErrorGroup> groups = summary.groups().subList(0, Math.min(limit, summary.groups().size()));
    List<String> fingerprints = groups.stream().map(ErrorGroup::fingerprint).distinct().toList();
    Map<String, Instant> firstSeen = errors.firstSeen(service, fingerprints, MAX_TIME);
    Map<String, List<ErrorEndpoint>> endpoints =
        summary.endpoints().stream().collect(Collectors.groupingBy(ErrorEndpoint::fingerprint));
    Map<String, @Nullable Object> answer = answer(times);
    answer.put(
        "items",
        groups.stream()
            .map(
                group ->
                    view(
                        group,
                        times,
                        firstSeen.get(group.fingerprint()),
                        some(
                            endpoints.getOrDefault(group.fingerprint(), List.of()),
                            ENDPOINTS_OF_GROUP)))
            .toList());
    answer.put("total", summary.total());
    answer.put("other", summary.total() - groups.stream().mapToLong(ErrorGroup::errors).sum());
    answer.put("complete", summary.isComplete());
    answer.put("countedFrom", Metadata.time(summary.countedFrom()));
    Answers.send(ctx, answer);
  }

  private static List<ErrorEndpoint> some(List<ErrorEndpoint> endpoints, int most) {
    return endpoints.subList(0, Math.min(most, endpoints.size()));
  }

  void get(Context ctx) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    StatsSpan times = StatsSpan.read(parameters, clock);
    String fingerprint = fingerprint(ctx.pathParam("id"));
    ServiceLogKey before = ServiceLogQueryReader.key(parameters, "before");
    Instant first = errors.firstSeen(service, List.of(fingerprint), MAX_TIME).get(fingerprint);
    if (first == null) {
      throw ApiException.notFound();
    }
    ErrorSpan span = span(times, fingerprint, null, null);
    ErrorSummary summary = errors.summary(span, MAX_TIME);
    Map<String, @Nullable Object> answer = answer(times);
    answer.put(
        "group",
        summary.groups().isEmpty()
            ? null
            : view(
                summary.groups().get(0), times, first, some(summary.endpoints(), MAX_ENDPOINTS)));
    answer.put("firstSeen", first.toString());
    answer.put(
        "series",
        errors.series(span).entrySet().stream()
            .map(entry -> new Point(entry.getKey().toString(), entry.getValue()))
            .toList());
    ServiceLogPage rows = rows(fingerprint, times, before);
    LogPrivacy hidden = privacy.get();
    answer.put("rows", rows.rows().stream().map(row -> LogView.brief(row, hidden)).toList());
    answer.merge(
        "complete",
        rows.isComplete() && summary.isComplete(),
        (counts, ofRows) -> Boolean.TRUE.equals(counts) && Boolean.TRUE.equals(ofRows));
    answer.put(
        "next",
        rows.rows().size() < ROWS_OF_GROUP
            ? null
            : ServiceLogQueryReader.write(ServiceLogKey.of(rows.rows().get(ROWS_OF_GROUP - 1))));
    Answers.send(ctx, answer);
  }

  private ServiceLogPage rows(String fingerprint, StatsSpan times, @Nullable ServiceLogKey before) {
    ServiceLogFilter filter =
        LogFilters.within(
            service,
            hour(times.from()),
            times.to(),
            List.of(
                new ServiceLogTerm.OneOf(
                    ServiceLogTerm.Field.FINGERPRINT, List.of(fingerprint), false)));
    return before == null
        ? serviceLogs.page(
            filter,
            List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, true)),
            0,
            ROWS_OF_GROUP,
            MAX_TIME)
        : serviceLogs.pageAfter(filter, true, before, ROWS_OF_GROUP, MAX_TIME);
  }

  private Map<String, @Nullable Object> answer(StatsSpan times) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("from", hour(times.from()).toString());
    answer.put("to", times.to().toString());
    answer.putAll(life.reach(times.from(), true, SECONDS_OF_HOUR));
    return answer;
  }

  private ErrorSpan span(
      StatsSpan times,
      @Nullable String fingerprint,
      @Nullable String endpoint,
      @Nullable String type) {
    return new ErrorSpan(service, times.from(), times.to(), fingerprint, endpoint, type);
  }

  private static Instant hour(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  private static String fingerprint(String text) {
    String plain = text.startsWith("error-") ? text.substring("error-".length()) : text;
    if (!FINGERPRINT.matcher(plain).matches()) {
      throw ApiException.notFound();
    }
    return plain;
  }

  private static Map<String, @Nullable Object> view(
      ErrorGroup group,
      StatsSpan times,
      @Nullable Instant firstSeen,
      List<ErrorEndpoint> endpoints) {
    boolean isKnown = !group.fingerprint().equals(ErrorCount.UNKNOWN);
    Instant first = isKnown && firstSeen != null ? firstSeen : group.first();
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("id", isKnown ? group.fingerprint() : null);
    view.put("instanceID", isKnown ? "error-" + group.fingerprint() : null);
    view.put("name", name(group));
    view.put("extend", Map.of());
    view.put("createdAt", first.toString());
    view.put("updatedAt", group.last().toString());
    view.put("fingerprint", isKnown ? group.fingerprint() : null);
    view.put("exceptionType", group.exceptionType());
    view.put("place", group.place());
    view.put("message", group.message());
    view.put("count", group.errors());
    view.put("notStored", group.notStored());
    view.put("firstSeen", first.toString());
    view.put("lastSeen", group.last().toString());
    view.put("isNew", isKnown && !first.isBefore(hour(times.from())));
    view.put(
        "endpoints",
        endpoints.stream()
            .map(at -> new At(at.endpoint(), at.route(), at.errors(), at.last().toString()))
            .toList());
    view.put("endpointsLeftOut", Math.max(0, group.endpoints() - endpoints.size()));
    return view;
  }

  private static String name(ErrorGroup group) {
    String type = group.exceptionType();
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return group.place() == null ? simple : simple + " in " + group.place();
  }

  /**
   * Where exceptions came.
   *
   * @param endpoint operation id, empty for none
   * @param route pattern, or null
   * @param count how many
   * @param lastSeen when the last came
   */
  record At(String endpoint, @Nullable String route, long count, String lastSeen) {}

  /**
   * One hour with exceptions.
   *
   * @param time its beginning
   * @param count how many
   */
  record Point(String time, long count) {}
}
