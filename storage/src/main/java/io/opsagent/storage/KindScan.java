package io.opsagent.storage;

import java.util.List;

/** Looks at all index entries of rare kinds for those of a user, an address or an instance. */
final class KindScan implements CandidateWalk {
  private final SearchRun run;
  private final Conditions covered;
  private TimeRange range;
  private boolean exhausted;

  /**
   * A walk from the beginning of a range.
   *
   * @param covered conditions on columns of the index of kinds
   */
  KindScan(SearchRun run, Conditions covered, TimeRange range) {
    this.run = run;
    this.covered = covered;
    this.range = range;
  }

  @Override
  public List<ServiceLogKey> next(int wanted) throws SearchRun.TimeOver {
    Conditions conditions = new Conditions().and(covered);
    range.addTo(conditions);
    conditions.values().add(wanted);
    List<ServiceLogKey> found =
        run.keys(
            "SELECT time_micros, id FROM service_log"
                + run.using(SearchIndex.KIND.title())
                + conditions.where()
                + " ORDER BY time_micros"
                + range.direction()
                + ", id"
                + range.direction()
                + " LIMIT ?",
            conditions.values());
    exhausted = found.size() < wanted;
    if (!exhausted) {
      range = range.behind(found.get(wanted - 1));
    }
    return found;
  }

  @Override
  public boolean isExhausted() {
    return exhausted;
  }
}
