package io.opsagent.storage;

import java.util.List;

/**
 * Walks along one index whose first column is known, and lets through what the columns behind it
 * say. Each step looks at a bounded number of entries, the first ones at few.
 */
final class IndexWalk implements CandidateWalk {
  private static final int FIRST_ENTRIES = 2_000;
  private static final int MOST_ENTRIES = 50_000;

  private final SearchRun run;
  private final SearchIndex index;
  private final Object first;
  private final Conditions covered;
  private TimeRange range;
  private int entries = FIRST_ENTRIES;
  private long looked;
  private boolean exhausted;

  /**
   * A walk from the beginning of a range.
   *
   * @param first value of the index's first column
   * @param covered conditions on further columns of the index
   */
  IndexWalk(SearchRun run, SearchIndex index, Object first, Conditions covered, TimeRange range) {
    this.run = run;
    this.index = index;
    this.first = first;
    this.covered = covered;
    this.range = range;
  }

  @Override
  public List<ServiceLogKey> next(int wanted) throws SearchRun.TimeOver {
    if (covered.isEmpty()) {
      List<ServiceLogKey> found = keys(range, wanted, 0);
      return found(found, wanted, null);
    }
    List<ServiceLogKey> edge = edge();
    ServiceLogKey last = edge.isEmpty() ? null : edge.get(0);
    List<ServiceLogKey> found = keys(last == null ? range : range.upTo(last), wanted, 1);
    looked += entries;
    entries = Math.min(MOST_ENTRIES, entries * 2);
    return found(found, wanted, last);
  }

  /** Entries that were looked at, about. */
  long looked() {
    return looked;
  }

  /** What is not walked yet. */
  TimeRange rest() {
    return range;
  }

  @Override
  public boolean isExhausted() {
    return exhausted;
  }

  private List<ServiceLogKey> found(
      List<ServiceLogKey> found,
      int wanted,
      @org.jspecify.annotations.Nullable ServiceLogKey edge) {
    if (found.size() == wanted) {
      range = range.behind(found.get(wanted - 1));
    } else if (edge == null) {
      exhausted = true;
    } else {
      range = range.behind(edge);
    }
    return found;
  }

  /** The last entry of the next step, whatever the other columns say; none when all are fewer. */
  private List<ServiceLogKey> edge() throws SearchRun.TimeOver {
    Conditions place = place(range);
    place.values().add(entries - 1);
    return run.keys(select(place) + " LIMIT 1 OFFSET ?", place.values());
  }

  private List<ServiceLogKey> keys(TimeRange within, int wanted, int filtered)
      throws SearchRun.TimeOver {
    Conditions place = place(within);
    if (filtered > 0) {
      place.and(covered);
    }
    place.values().add(wanted);
    return run.keys(select(place) + " LIMIT ?", place.values());
  }

  private Conditions place(TimeRange within) {
    Conditions place = new Conditions().equal(index.column(), first);
    within.addTo(place);
    return place;
  }

  private String select(Conditions conditions) {
    return "SELECT time_micros, id FROM service_log"
        + run.using(index.title())
        + conditions.where()
        + index.orderBy(range.direction());
  }
}
