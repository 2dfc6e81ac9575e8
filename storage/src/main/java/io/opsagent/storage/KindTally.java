package io.opsagent.storage;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows by their kind, instance and step of time from an index alone, which is some ten times
 * as fast as from rows. Only for selections that kinds, time and instance decide. Rows of no kind
 * are looked at themselves.
 */
final class KindTally {
  private static final int FIRST_ENTRIES = 5_000;
  private static final int MOST_ENTRIES = 50_000;

  /** Of no kind, in one step; they are odd, and more of them are not looked at. */
  private static final int MAX_ODD_ROWS = 5_000;

  private final SearchRun run;
  private final ServiceLogSelection selection;
  private final long stepMicros;
  private final ObjLongConsumer<ServiceLogFacts> counts;
  private final Map<Long, ServiceLogFacts> kinds = new HashMap<>();
  private final SearchIndex index;
  private final Object first;
  private long rows;
  private boolean isComplete = true;
  private @Nullable ServiceLogKey oldest;

  private KindTally(
      SearchRun run,
      ServiceLogSelection selection,
      long stepMicros,
      ObjLongConsumer<ServiceLogFacts> counts) {
    this.run = run;
    this.selection = selection;
    this.stepMicros = stepMicros;
    this.counts = counts;
    Long instance = selection.instanceId();
    this.index = instance == null ? SearchIndex.TIME : SearchIndex.INSTANCE;
    this.first = instance == null ? selection.service() : instance;
  }

  /**
   * Counts.
   *
   * @param stepMicros length of a step of time
   * @param counts takes facts that only have what is counted by, and how many rows have them
   */
  static ServiceLogScan run(
      SearchRun run,
      ServiceLogSelection selection,
      long stepMicros,
      ObjLongConsumer<ServiceLogFacts> counts) {
    KindTally tally = new KindTally(run, selection, stepMicros, counts);
    try {
      tally.readKinds();
      tally.walk();
    } catch (SearchRun.TimeOver e) {
      tally.isComplete = false;
    }
    ServiceLogKey last = tally.oldest;
    return new ServiceLogScan(
        tally.rows, tally.isComplete, last == null ? null : Micros.toInstant(last.timeMicros()));
  }

  private void readKinds() throws SearchRun.TimeOver {
    Conditions wanted =
        new Conditions().equal("service", selection.service()).and(selection.kinds());
    run.ask(
        "SELECT id, level, method, status, endpoint_ident, route, exception_type,"
            + " exception_fingerprint FROM service_log_kind"
            + wanted.where(),
        wanted.values(),
        query ->
            query
                .map(
                    (row, context) -> {
                      int status = row.getInt(4);
                      Integer statusOrNull = row.wasNull() ? null : Integer.valueOf(status);
                      return kinds.put(
                          row.getLong(1),
                          facts(
                              row.getString(2),
                              row.getString(3),
                              statusOrNull,
                              row.getString(5),
                              row.getString(6),
                              row.getString(7),
                              row.getString(8)));
                    })
                .list());
  }

  private static ServiceLogFacts facts(
      String level,
      String method,
      @Nullable Integer status,
      @Nullable String endpoint,
      @Nullable String route,
      @Nullable String exceptionType,
      @Nullable String fingerprint) {
    return new ServiceLogFacts(
        Instant.EPOCH,
        0,
        level,
        method,
        status,
        endpoint,
        route,
        "",
        null,
        null,
        null,
        exceptionType,
        fingerprint,
        null,
        null);
  }

  private void walk() throws SearchRun.TimeOver {
    TimeRange range = selection.range(true, null);
    int entries = FIRST_ENTRIES;
    while (true) {
      List<ServiceLogKey> edge = edge(range, entries);
      count(edge.isEmpty() ? range : range.upTo(edge.get(0)));
      if (edge.isEmpty()) {
        return;
      }
      oldest = edge.get(0);
      range = range.behind(edge.get(0));
      entries = Math.min(MOST_ENTRIES, entries * 2);
    }
  }

  /** The last entry of the next step; none when all that is left are fewer. */
  private List<ServiceLogKey> edge(TimeRange range, int entries) throws SearchRun.TimeOver {
    Conditions place = place(range);
    place.values().add(entries - 1);
    return run.keys(
        "SELECT time_micros, id FROM service_log"
            + run.using(index.title())
            + place.where()
            + index.orderBy(range.direction())
            + " LIMIT 1 OFFSET ?",
        place.values());
  }

  private Conditions place(TimeRange range) {
    Conditions place = new Conditions().equal(index.column(), first);
    range.addTo(place);
    return place;
  }

  private record Group(long kind, @Nullable Long instance, long startMicros, long rows) {}

  private void count(TimeRange range) throws SearchRun.TimeOver {
    // The step stands in the text: the same parameter twice is two expressions for PostgreSQL.
    String start = "time_micros - MOD(time_micros, " + stepMicros + ")";
    Conditions place = place(range);
    List<Group> groups =
        run.ask(
            "SELECT kind_id, instance_id, "
                + start
                + ", COUNT(*) FROM service_log"
                + run.using(index.title())
                + place.where()
                + " GROUP BY kind_id, instance_id, "
                + start,
            place.values(),
            query ->
                query
                    .map(
                        (row, context) -> {
                          long instance = row.getLong(2);
                          return new Group(
                              row.getLong(1),
                              row.wasNull() ? null : Long.valueOf(instance),
                              row.getLong(3),
                              row.getLong(4));
                        })
                    .list());
    boolean hasOddRows = false;
    for (Group group : groups) {
      ServiceLogFacts kind = kinds.get(group.kind());
      if (kind != null) {
        counts.accept(at(kind, group), group.rows());
        rows += group.rows();
      }
      hasOddRows |= group.kind() == ServiceLogKind.NONE;
    }
    if (hasOddRows) {
      countOddRows(range);
    }
  }

  private static ServiceLogFacts at(ServiceLogFacts kind, Group group) {
    return new ServiceLogFacts(
        Micros.toInstant(group.startMicros()),
        0,
        kind.level(),
        kind.method(),
        kind.status(),
        kind.endpointIdent(),
        kind.route(),
        "",
        null,
        null,
        null,
        kind.exceptionType(),
        kind.exceptionFingerprint(),
        group.instance(),
        null);
  }

  private void countOddRows(TimeRange range) throws SearchRun.TimeOver {
    Conditions odd =
        new Conditions()
            .equal("kind_id", ServiceLogKind.NONE)
            .equal("service", selection.service())
            .equal("instance_id", selection.instanceId())
            .and(selection.kinds());
    range.addTo(odd);
    odd.values().add(MAX_ODD_ROWS);
    List<ServiceLogFacts> found =
        run.ask(
            ServiceLogFacts.SELECT
                + run.using(SearchIndex.KIND.title())
                + odd.where()
                + SearchIndex.KIND.orderBy(range.direction())
                + " LIMIT ?",
            odd.values(),
            query -> query.map((row, context) -> ServiceLogFacts.read(row)).list());
    found.forEach(row -> counts.accept(row, 1));
    rows += found.size();
    isComplete &= found.size() < MAX_ODD_ROWS;
  }
}
