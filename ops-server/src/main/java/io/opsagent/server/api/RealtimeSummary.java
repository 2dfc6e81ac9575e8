package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.opsagent.storage.ServiceLogFacts;
import io.opsagent.storage.series.DistinctCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of {@code GET /logs/realtime} (spec 1.16), from the rows of the last seconds. Users
 * and addresses are exact up to some hundreds, then within 2 %. For one thread.
 */
final class RealtimeSummary {
  private static final double MICROS_PER_MILLI = 1_000;
  private static final double HUNDREDTHS = 100;

  /** Names hidden addresses and users in the top lists. */
  private final LogPrivacy privacy;

  private final Instant now;
  private final TreeMap<Long, Minute> minutes = new TreeMap<>();
  private final Minute all = new Minute();
  private final ValueCounts ips = new ValueCounts();
  private final ValueCounts users = new ValueCounts();
  private final ValueCounts endpoints = new ValueCounts();
  private long requests;
  private long errors;
  private long sumMicros;

  RealtimeSummary(Instant now, LogPrivacy privacy) {
    this.now = now;
    this.privacy = privacy;
  }

  void add(ServiceLogFacts row) {
    requests++;
    sumMicros += row.durationMicros();
    errors += row.level().equals("ERROR") ? 1 : 0;
    long minutesAgo = Math.max(0, Duration.between(row.time(), now).toMinutes());
    minutes.computeIfAbsent(minutesAgo, k -> new Minute()).add(row);
    all.add(row);
    if (!row.ip().isEmpty()) {
      ips.add(privacy.ip(row.ip()));
    }
    String user = privacy.userId(row.userId());
    if (user != null) {
      users.add(user);
    }
    if (row.endpointIdent() != null) {
      endpoints.add(row.endpointIdent());
    }
  }

  /**
   * The figures.
   *
   * @param topIps how many addresses to name; 0 for no list
   * @param topUsers how many users to name; 0 for no list
   * @param topEndpoints how many endpoints to name; 0 for no list
   */
  View view(int topIps, int topUsers, int topEndpoints) {
    List<Long> min = new ArrayList<>();
    List<Long> uv = new ArrayList<>();
    List<Long> ip = new ArrayList<>();
    minutes
        .descendingMap()
        .forEach(
            (ago, minute) -> {
              min.add(ago);
              uv.add(minute.users.count());
              ip.add(minute.ips.count());
            });
    return new View(
        new TimeDist(min, uv, ip),
        top(ips, topIps),
        top(users, topUsers),
        top(endpoints, topEndpoints),
        requests == 0
            ? null
            : Math.round(sumMicros / MICROS_PER_MILLI / requests * HUNDREDTHS) / HUNDREDTHS,
        requests,
        errors,
        all.users.count(),
        all.ips.count());
  }

  private static @Nullable Map<String, Long> top(ValueCounts counts, int most) {
    return most == 0 ? null : counts.top(most);
  }

  /** Who came in a span of time. */
  private static final class Minute {
    private final DistinctCount users = new DistinctCount();
    private final DistinctCount ips = new DistinctCount();

    void add(ServiceLogFacts row) {
      if (row.userId() != null) {
        users.add(row.userId());
      }
      if (!row.ip().isEmpty()) {
        ips.add(row.ip());
      }
    }
  }

  /**
   * The minutes with at least one row, the oldest first.
   *
   * @param min whole minutes ago
   * @param uv different users
   * @param ip different addresses
   */
  record TimeDist(List<Long> min, List<Long> uv, List<Long> ip) {}

  /** The answer, member by member as in spec 1.16; times are milliseconds. */
  record View(
      @JsonProperty("time_dist") TimeDist timeDist,
      @JsonProperty("ip_dist") @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Map<String, Long> ipDist,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Long> users,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Long> endpoints,
      @JsonProperty("avg_time") @Nullable Double avgTime,
      long requests,
      long errors,
      long uv,
      long ip) {}
}
