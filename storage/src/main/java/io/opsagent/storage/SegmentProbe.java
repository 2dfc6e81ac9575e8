package io.opsagent.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question to the filters of segments: may one of these keys be there? Immutable.
 *
 * @param firstFilter number that the filter would have in segment 0
 * @param oneOf keys; of a row that is sought, one of them is in the filter
 */
record SegmentProbe(long firstFilter, List<Long> oneOf) {
  /** So many are asked for: of 32, one is taken for one that may be there a time in four. */
  private static final int MAX_KINDS = 32;

  private static final int MAX_LEVELS = 2;
  private static final int MAX_STATUSES = 8;
  private static final int MAX_METHODS = 3;

  /**
   * What rows with a value, of some kinds and of an instance, must have.
   *
   * @param kinds null for all
   * @param withoutKind whether rows of no kind may be meant, too; nothing is known of these
   * @param instance null for all
   */
  static List<SegmentProbe> of(
      SegmentKey key,
      Bucket value,
      @Nullable List<KindFacts> kinds,
      boolean withoutKind,
      @Nullable Long instance) {
    List<SegmentProbe> probes = new ArrayList<>();
    probes.add(new SegmentProbe(key.filterId(value.number(), 0), List.of(value.hash())));
    if (!key.hasPairs()) {
      return probes;
    }
    long hash = value.hash();
    long filter = key.pairFilterId(value.number(), 0);
    if (instance != null) {
      probes.add(new SegmentProbe(filter, List.of(SegmentPair.INSTANCE.of(hash, instance))));
    }
    if (kinds != null) {
      List<Long> none =
          withoutKind ? List.of(SegmentPair.KIND.of(hash, ServiceLogKind.NONE)) : List.of();
      add(probes, filter, none, kinds, MAX_KINDS, kind -> SegmentPair.KIND.of(hash, kind.id()));
      add(
          probes,
          filter,
          none,
          kinds,
          MAX_LEVELS,
          kind -> SegmentPair.LEVEL.of(hash, kind.level()));
      if (kinds.stream().map(KindFacts::status).allMatch(Objects::nonNull)) {
        add(
            probes,
            filter,
            none,
            kinds,
            MAX_STATUSES,
            kind -> SegmentPair.STATUS.of(hash, Objects.requireNonNull(kind.status())));
      }
      add(
          probes,
          filter,
          none,
          kinds,
          MAX_METHODS,
          kind -> SegmentPair.METHOD.of(hash, kind.method()));
    }
    return probes;
  }

  private static void add(
      List<SegmentProbe> probes,
      long filter,
      Collection<Long> others,
      List<KindFacts> kinds,
      int max,
      Function<KindFacts, Long> keyOf) {
    Set<Long> keys = kinds.stream().map(keyOf).collect(Collectors.toSet());
    if (keys.size() <= max) {
      keys.addAll(others);
      probes.add(new SegmentProbe(filter, List.copyOf(keys)));
    }
  }

  boolean mayPass(byte[] bits) {
    return oneOf.stream().anyMatch(one -> BloomFilter.mayHave(bits, one));
  }
}
