package io.opsagent.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a selection in the order of time. Chooses the index by what is asked for, and
 * changes to another one when a first look was not enough: what is common is found at once among
 * the newest rows, what is rare by the rare thing. For one thread.
 *
 * <p>What it reads for a page at any place is bounded whatever the number of rows, except where a
 * user, an address or an instance with very many rows is asked for together with something that
 * none, or few, of these rows have. Then the time of the {@link SearchRun} is the bound.
 */
final class ServiceLogSearch {
  /** Index entries that are looked at before a second way is tried. */
  private static final long FIRST_LOOK_ENTRIES = 14_000;

  /** So many kinds are merged at once, without a look at the newest rows. */
  private static final int FEW_KINDS = 64;

  /** Entries of rare kinds that are worth to be looked at one and all. */
  private static final int MAX_SCANNED_ENTRIES = 20_000;

  /** Rows that one statement looks at for what only rows say. */
  private static final int ROWS_PER_STATEMENT = 500;

  private final SearchRun run;
  private final ServiceLogSelection selection;
  private final Conditions ofRows;

  /** Null when every kind will do. */
  private final @Nullable List<Long> kinds;

  private List<KindFacts> kindFacts = List.of();

  private CandidateWalk walk;
  private boolean isFirstLook;

  ServiceLogSearch(SearchRun run, ServiceLogSelection selection, TimeRange range)
      throws SearchRun.TimeOver {
    this.run = run;
    this.selection = selection;
    this.ofRows = selection.others();
    this.kinds = selection.restrictsKinds() ? kinds() : null;
    this.walk = firstWalk(range);
  }

  /** The next rows; none does not mean the end. */
  List<ServiceLogKey> next(int wanted) throws SearchRun.TimeOver {
    if (ofRows.isEmpty()) {
      return candidates(wanted);
    }
    return passing(candidates(Math.max(wanted, ROWS_PER_STATEMENT)));
  }

  /** Whether there are no more. */
  boolean isExhausted() {
    return walk.isExhausted();
  }

  private List<ServiceLogKey> candidates(int wanted) throws SearchRun.TimeOver {
    if (isFirstLook && walk instanceof SteppedWalk first && first.looked() >= FIRST_LOOK_ENTRIES) {
      isFirstLook = false;
      walk = secondWalk(first);
    }
    return walk.isExhausted() ? List.of() : walk.next(wanted);
  }

  /** Rows of no kind are looked at themselves. */
  private List<Long> kinds() throws SearchRun.TimeOver {
    Conditions wanted =
        new Conditions().equal("service", selection.service()).and(selection.kinds());
    kindFacts =
        run.ask(
            "SELECT " + KindFacts.COLUMNS + " FROM service_log_kind" + wanted.where(),
            wanted.values(),
            query -> query.map((row, context) -> KindFacts.read(row)).list());
    List<Long> found = new ArrayList<>(kindFacts.stream().map(KindFacts::id).toList());
    boolean someOfNone =
        !run.numbers(
                "SELECT kind_id FROM service_log"
                    + run.using(SearchIndex.KIND.title())
                    + " WHERE kind_id = ? ORDER BY kind_id LIMIT 1",
                List.of(ServiceLogKind.NONE))
            .isEmpty();
    if (someOfNone) {
      found.add(ServiceLogKind.NONE);
      // As an expression: H2 takes the index of the service instead of the key of the row
      // otherwise.
      ofRows.add("CONCAT(service, '') = ?", selection.service()).and(selection.kinds());
    }
    return found;
  }

  /** An instance has one service, so that its rows need not be asked for theirs. */
  private boolean isInstanceOfAnother() throws SearchRun.TimeOver {
    Long instance = selection.instanceId();
    return instance != null
        && !run.numbers(
                "SELECT id FROM ops_instance WHERE id = ? AND service <> ?",
                List.of(instance, selection.service()))
            .isEmpty();
  }

  private CandidateWalk firstWalk(TimeRange range) throws SearchRun.TimeOver {
    Bucket request = selection.request();
    if (request != null) {
      ofRows.and(selection.hashes(true, true, false));
      // As a sum: H2 takes the index of the instance instead of the key of the row otherwise.
      ofRows.add("instance_id + 0 = ?", selection.instanceId());
      if (kinds != null) {
        ofRows.and(selection.kinds());
      }
      Conditions hash = new Conditions().equal("request_hash", request.hash());
      List<SegmentProbe> probes = SegmentProbe.of(SegmentKey.REQUEST, request, null, false, null);
      return new SegmentWalk(
          run, SearchIndex.REQUEST, request.number(), hash, range, false, probes);
    }
    if ((kinds != null && kinds.isEmpty()) || isInstanceOfAnother()) {
      return new KindMerge(run, List.of(), range);
    }
    isFirstLook = kinds != null;
    Bucket user = selection.user();
    if (user != null) {
      Conditions covered = selection.hashes(true, true, true).and(ofKinds());
      List<SegmentProbe> probes = new ArrayList<>(probes(SegmentKey.USER, user));
      if (selection.ip() != null) {
        probes.addAll(probes(SegmentKey.IP, selection.ip()));
      }
      return new SegmentWalk(
          run, SearchIndex.USER, user.number(), covered, range, isFirstLook, probes);
    }
    Bucket ip = selection.ip();
    if (ip != null) {
      Conditions covered = selection.hashes(false, true, true).and(ofKinds());
      return new SegmentWalk(
          run, SearchIndex.IP, ip.number(), covered, range, isFirstLook, probes(SegmentKey.IP, ip));
    }
    Long instance = selection.instanceId();
    if (instance != null) {
      return new IndexWalk(run, SearchIndex.INSTANCE, instance, ofKinds(), range, isFirstLook);
    }
    if (kinds != null && kinds.size() <= FEW_KINDS) {
      return new KindMerge(run, kinds, range);
    }
    return new IndexWalk(run, SearchIndex.TIME, selection.service(), ofKinds(), range, isFirstLook);
  }

  private CandidateWalk secondWalk(SteppedWalk first) throws SearchRun.TimeOver {
    List<Long> rare = kinds;
    if (rare == null) {
      return first.toTheEnd();
    }
    boolean byKindAlone =
        selection.user() == null && selection.ip() == null && selection.instanceId() == null;
    if (byKindAlone) {
      return new KindMerge(run, rare, first.rest());
    }
    Conditions place = ofKinds();
    first.rest().addTo(place);
    long entries =
        run.numbers(
                "SELECT COUNT(*) FROM (SELECT id FROM service_log"
                    + run.using(SearchIndex.KIND.title())
                    + place.where()
                    + " LIMIT "
                    + (MAX_SCANNED_ENTRIES + 1)
                    + ") entries",
                place.values())
            .get(0);
    return entries > MAX_SCANNED_ENTRIES
        ? first.toTheEnd()
        : new KindScan(run, ofKinds().and(selection.hashes(true, true, true)), first.rest());
  }

  private List<SegmentProbe> probes(SegmentKey key, Bucket value) {
    boolean withoutKind = kinds != null && kinds.size() > kindFacts.size();
    return SegmentProbe.of(
        key, value, kinds == null ? null : kindFacts, withoutKind, selection.instanceId());
  }

  /** The numbers stand in the text: they are ours, and many. */
  private Conditions ofKinds() {
    Conditions conditions = new Conditions();
    if (kinds != null) {
      conditions.addAll(
          kinds.stream().map(String::valueOf).collect(Collectors.joining(",", "kind_id IN (", ")")),
          List.of());
    }
    return conditions;
  }

  private List<ServiceLogKey> passing(List<ServiceLogKey> candidates) throws SearchRun.TimeOver {
    Set<Long> passed = new HashSet<>();
    for (int from = 0; from < candidates.size(); from += ROWS_PER_STATEMENT) {
      List<ServiceLogKey> some =
          candidates.subList(from, Math.min(candidates.size(), from + ROWS_PER_STATEMENT));
      Conditions conditions =
          new Conditions()
              .addAll(
                  "id IN (" + String.join(", ", Collections.nCopies(some.size(), "?")) + ")",
                  some.stream().map(ServiceLogKey::id).toList())
              .and(ofRows);
      passed.addAll(
          run.numbers("SELECT id FROM service_log" + conditions.where(), conditions.values()));
    }
    return candidates.stream().filter(key -> passed.contains(key.id())).toList();
  }
}
