package io.opsagent.storage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks along one bucket of an index. When what is sought was not among its first entries, the walk
 * asks the segments which spans of time may have it, and passes the others by.
 */
final class SegmentWalk implements SteppedWalk {
  /** Fewer than that are walked faster than the segments are asked. */
  private static final long FIRST_LOOK_ENTRIES = 2_000;

  /** So many segments are walked faster than another way is looked for. */
  private static final int FEW_SEGMENTS = 20;

  private final SearchRun run;
  private final SearchIndex index;
  private final Object first;
  private final Conditions covered;
  private final List<SegmentProbe> probes;
  private final TimeRange whole;
  private boolean isInSteps;
  private IndexWalk walk;
  private long lookedBefore;

  /** What comes after the walk's own span; null while the segments were not asked. */
  private @Nullable Deque<TimeRange> spans;

  private boolean isShort;
  private boolean exhausted;

  /**
   * A walk from the beginning of a range.
   *
   * @param first value of the index's first column
   * @param covered conditions on further columns of the index, at least one
   * @param isInSteps whether there is another way, which is worth to be tried when this one is long
   * @param probes what the segments are asked
   */
  SegmentWalk(
      SearchRun run,
      SearchIndex index,
      Object first,
      Conditions covered,
      TimeRange range,
      boolean isInSteps,
      List<SegmentProbe> probes) {
    this.run = run;
    this.index = index;
    this.first = first;
    this.covered = covered;
    this.whole = range;
    this.isInSteps = isInSteps;
    this.probes = probes;
    this.walk = new IndexWalk(run, index, first, covered, range, true);
  }

  @Override
  public List<ServiceLogKey> next(int wanted) throws SearchRun.TimeOver {
    List<ServiceLogKey> found = walk.next(wanted);
    if (spans != null) {
      if (walk.isExhausted()) {
        goOn(spans);
      }
    } else if (walk.isExhausted()) {
      exhausted = true;
    } else if (walk.looked() >= FIRST_LOOK_ENTRIES) {
      LogSegments.Spans worth = LogSegments.spans(run, walk.rest(), probes);
      isShort = worth.segments() <= FEW_SEGMENTS;
      spans = new ArrayDeque<>(worth.spans());
      goOn(spans);
    }
    return found;
  }

  private void goOn(Deque<TimeRange> others) {
    TimeRange span = others.poll();
    if (span == null) {
      exhausted = true;
      return;
    }
    lookedBefore += walk.looked();
    walk = new IndexWalk(run, index, first, covered, span, isInSteps && !isShort);
  }

  @Override
  public boolean isExhausted() {
    return exhausted;
  }

  @Override
  public long looked() {
    return isShort ? 0 : lookedBefore + walk.looked();
  }

  @Override
  public TimeRange rest() {
    TimeRange rest = walk.rest();
    return whole.newestFirst()
        ? new TimeRange(whole.fromMicros(), rest.toMicros(), true, rest.after())
        : new TimeRange(rest.fromMicros(), whole.toMicros(), false, rest.after());
  }

  @Override
  public CandidateWalk toTheEnd() {
    isInSteps = false;
    walk = walk.toTheEnd();
    return this;
  }
}
