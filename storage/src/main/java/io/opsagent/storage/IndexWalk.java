package io.opsagent.storage;

import java.util.List;

/**
 * Walks along one index whose first column is known, and lets through what the columns behind it
 * say. A walk in steps looks at a bounded number of entries at a time, the first ones at few, and
 * passes each entry twice; the other one passes it once, and ends with the rows that are wanted or
 * with the index.
 */
final class IndexWalk implements SteppedWalk {
  private static final int FIRST_ENTRIES = 2_000;
  private static final int MOST_ENTRIES = 50_000;

  private final SearchRun run;
  private final SearchIndex index;
  private final Object first;
  private final Conditions covered;
  private final boolean isInSteps;
  private TimeRange range;
  private int entries = FIRST_ENTRIES;
  private long looked;
  private boolean exhausted;

  /**
   * A walk from the beginning of a range.
   *
   * @param first value of the index's first column
   * @param covered conditions on further columns of the index
   * @param isInSteps whether there is another way, which is worth to be tried when this one is long
   */
  IndexWalk(
      SearchRun run,
      SearchIndex index,
      Object first,
      Conditions covered,
      TimeRange range,
      boolean isInSteps) {
    this.run = run;
    this.index = index;
    this.first = first;
    this.covered = covered;
    this.isInSteps = isInSteps && !covered.isEmpty();
    this.range = range;
  }

  @Override
  public List<ServiceLogKey> next(int wanted) throws SearchRun.TimeOver {
    if (!isInSteps) {
      return found(keys(range, wanted), wanted, null);
    }
    List<ServiceLogKey> edge = edge();
    ServiceLogKey last = edge.isEmpty() ? null : edge.get(0);
    List<ServiceLogKey> found = keys(last == null ? range : range.upTo(last), wanted);
    looked += entries;
    entries = Math.min(MOST_ENTRIES, entries * 2);
    return found(found, wanted, last);
  }

  @Override
  public long looked() {
    return looked;
  }

  @Override
  public TimeRange rest() {
    return range;
  }

  @Override
  public IndexWalk toTheEnd() {
    return new IndexWalk(run, index, first, covered, range, false);
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

  private List<ServiceLogKey> keys(TimeRange within, int wanted) throws SearchRun.TimeOver {
    Conditions place = place(within).and(covered);
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
