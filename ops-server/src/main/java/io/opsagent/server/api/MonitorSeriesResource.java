package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.monitor.MonitorFrame;
import io.opsagent.storage.monitor.MonitorKind;
import io.opsagent.storage.monitor.MonitorRepository;
import io.opsagent.storage.monitor.MonitorSample;
import io.opsagent.storage.resources.Resource;
import io.opsagent.storage.resources.ResourceRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /servers/metrics} and the other series of monitors (spec 1.19). */
final class MonitorSeriesResource {
  private static final int MAX_POINTS = 1_000;

  /** Ten years. */
  private static final long MAX_HOURS = 10 * 366 * 24;

  private final MonitorRepository samples;
  private final ResourceRepository resources;
  private final String service;
  private final Clock clock;

  MonitorSeriesResource(
      MonitorRepository samples, ResourceRepository resources, String service, Clock clock) {
    this.samples = samples;
    this.resources = resources;
    this.service = service;
    this.clock = clock;
  }

  void server(Context ctx) {
    send(ctx, MonitorKind.SERVER);
  }

  void instance(Context ctx) {
    send(ctx, MonitorKind.INSTANCE);
  }

  void worker(Context ctx) {
    send(ctx, MonitorKind.WORKER);
  }

  void database(Context ctx) {
    send(ctx, MonitorKind.DATABASE);
  }

  void cache(Context ctx) {
    send(ctx, MonitorKind.CACHE);
  }

  private void send(Context ctx, MonitorKind kind) {
    QueryParameters parameters = QueryParameters.parse(ctx.queryString());
    String subject = kind.name().toLowerCase(Locale.ROOT);
    String wanted = parameters.text(subject + "_id");
    if (wanted == null) {
      wanted = parameters.text(subject);
    }
    if (wanted == null) {
      throw ApiException.badParameter("required item: '" + subject + "_id' is absence");
    }
    Long layer = parameters.integer("layer");
    if (layer == null && kind == MonitorKind.SERVER) {
      layer = (long) MonitorSample.RAW;
    }
    Long asked = parameters.integerWithin("limit", 0, MAX_POINTS);
    int limit = asked == null ? MAX_POINTS : asked.intValue();
    Long group = parameters.integerWithin("sample_interval", 1, Integer.MAX_VALUE);
    MonitorRepository.Query query =
        new MonitorRepository.Query(
            kind,
            id(kind, subject, wanted.strip()),
            kind == MonitorKind.WORKER || layer == null ? null : (Integer) toInt(layer),
            nullableInt(parameters.integer("interval")),
            from(parameters),
            parameters.time("end"));
    Map<String, List<@Nullable Object>> frame =
        group == null
            ? MonitorFrame.raw(kind, samples.newest(query, limit), MonitorSeriesResource::iso)
            : MonitorFrame.grouped(
                kind,
                limit == 0 ? List.of() : samples.newest(query, MonitorRepository.MAX_READ),
                toInt(group),
                limit,
                MonitorSeriesResource::iso);
    Answers.send(ctx, Envelope.ofResult(frame));
  }

  private static String iso(Instant time) {
    return String.valueOf(ProtocolTime.iso(time));
  }

  /** Numbers beyond an int are no layer, interval or length of ours. */
  private static int toInt(long value) {
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, value));
  }

  private static @Nullable Integer nullableInt(@Nullable Long value) {
    return value == null ? null : (Integer) toInt(value);
  }

  private @Nullable Instant from(QueryParameters parameters) {
    Instant from = parameters.time("start");
    Long hours = parameters.integerWithin("within_hours", 0, MAX_HOURS);
    Long days = parameters.integerWithin("within_days", 0, MAX_HOURS / 24);
    Duration within =
        hours != null ? Duration.ofHours(hours) : days != null ? Duration.ofDays(days) : null;
    if (within == null) {
      return from;
    }
    Instant back = clock.instant().minus(within);
    return from == null || back.isAfter(from) ? back : from;
  }

  /** A worker is not checked: an unknown one has an empty series. */
  private long id(MonitorKind kind, String subject, String wanted) {
    long id = wanted.matches("\\d{1,18}") ? Long.parseLong(wanted) : -1;
    if (kind == MonitorKind.WORKER) {
      return id;
    }
    List<Resource> known =
        switch (kind) {
          case SERVER -> resources.servers(Instant.EPOCH);
          case INSTANCE -> resources.instances(service, Instant.EPOCH);
          case DATABASE -> resources.dependencies(Resource.Kind.DATABASE, service);
          default -> resources.dependencies(Resource.Kind.CACHE, service);
        };
    if (known.stream().noneMatch(one -> one.id() == id)) {
      throw ApiException.notFound(subject + " not found");
    }
    return id;
  }
}
