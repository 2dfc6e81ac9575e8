package io.opsagent.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Merges the newest (or oldest) rows of some kinds: reads from the index a few entries of each, and
 * more of those that run out. What it reads is bounded by what it finds and the number of kinds,
 * however many rows there are.
 */
final class KindMerge implements CandidateWalk {
  /** Kinds that one statement reads. */
  private static final int KINDS_PER_STATEMENT = 32;

  private static final int FEWEST_ENTRIES = 4;
  private static final int MOST_ENTRIES = 2_000;

  private final SearchRun run;
  private final TimeRange range;
  private final PriorityQueue<Stream> streams;
  private final List<Stream> empty = new ArrayList<>();

  KindMerge(SearchRun run, List<Long> kinds, TimeRange range) {
    this.run = run;
    this.range = range;
    Comparator<ServiceLogKey> order =
        range.newestFirst() ? ServiceLogKey.OLDEST_FIRST.reversed() : ServiceLogKey.OLDEST_FIRST;
    this.streams =
        new PriorityQueue<>(Math.max(1, kinds.size()), Comparator.comparing(Stream::head, order));
    kinds.forEach(kind -> empty.add(new Stream(kind)));
  }

  @Override
  public List<ServiceLogKey> next(int wanted) throws SearchRun.TimeOver {
    List<ServiceLogKey> found = new ArrayList<>();
    fill(wanted);
    while (found.size() < wanted) {
      Stream next = streams.poll();
      if (next == null) {
        break;
      }
      found.add(next.take());
      if (next.hasEntries()) {
        streams.add(next);
      } else if (!next.ended) {
        empty.add(next);
        fill(wanted - found.size());
      }
    }
    return found;
  }

  @Override
  public boolean isExhausted() {
    return streams.isEmpty() && empty.isEmpty();
  }

  private void fill(int wanted) throws SearchRun.TimeOver {
    if (empty.isEmpty()) {
      return;
    }
    int share = 2 * wanted / (empty.size() + streams.size());
    for (int from = 0; from < empty.size(); from += KINDS_PER_STATEMENT) {
      read(empty.subList(from, Math.min(empty.size(), from + KINDS_PER_STATEMENT)), share);
    }
    for (Stream stream : empty) {
      if (stream.hasEntries()) {
        streams.add(stream);
      }
    }
    empty.clear();
  }

  private void read(List<Stream> some, int share) throws SearchRun.TimeOver {
    List<String> parts = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    List<Integer> limits = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      Stream stream = some.get(i);
      Conditions place = new Conditions().equal("kind_id", stream.kind);
      (stream.last == null ? range : range.behind(stream.last)).addTo(place);
      int limit =
          Math.max(FEWEST_ENTRIES, Math.min(MOST_ENTRIES, Math.max(share, 4 * stream.read)));
      place.values().add(limit);
      limits.add(limit);
      values.addAll(place.values());
      parts.add(
          "(SELECT "
              + i
              + " AS place, time_micros, id FROM service_log"
              + run.using(SearchIndex.KIND.title())
              + place.where()
              + SearchIndex.KIND.orderBy(range.direction())
              + " LIMIT ?)");
    }
    run.ask(
        String.join(" UNION ALL ", parts),
        values,
        query ->
            query
                .map(
                    (row, context) ->
                        some.get(row.getInt(1))
                            .add(new ServiceLogKey(row.getLong(2), row.getLong(3))))
                .list());
    for (int i = 0; i < some.size(); i++) {
      some.get(i).filled(limits.get(i));
    }
  }

  /** What is known of one kind. */
  private final class Stream {
    private final long kind;
    private final Deque<ServiceLogKey> entries = new ArrayDeque<>();
    private @Nullable ServiceLogKey last;
    private int read;
    private boolean ended;

    Stream(long kind) {
      this.kind = kind;
    }

    boolean add(ServiceLogKey key) {
      return entries.add(key);
    }

    /** A statement for at most so many entries was read. */
    void filled(int limit) {
      ended = entries.size() < limit;
      read = entries.size();
      sort();
      last = entries.peekLast();
    }

    /** The parts of a union keep their order on every engine, and none promises it. */
    private void sort() {
      List<ServiceLogKey> sorted = new ArrayList<>(entries);
      sorted.sort(
          range.newestFirst() ? ServiceLogKey.OLDEST_FIRST.reversed() : ServiceLogKey.OLDEST_FIRST);
      entries.clear();
      entries.addAll(sorted);
    }

    boolean hasEntries() {
      return !entries.isEmpty();
    }

    ServiceLogKey head() {
      return entries.getFirst();
    }

    ServiceLogKey take() {
      return entries.removeFirst();
    }
  }
}
