package io.opsagent.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to the filters of segments: may one of these keys be there? Immutable.
 *
 * @param key which filters
 * @param bucket of them
 * @param oneOf keys; of a row that is sought, one of them is in the filter
 */
record SegmentProbe(SegmentKey key, short bucket, List<Long> oneOf) {

  /**
   * What rows with a value, of some kinds and of an instance, must have.
   *
   * @param kinds null for all
   * @param instance null for all
   */
  static List<SegmentProbe> of(
      SegmentKey key, Bucket value, @Nullable List<Long> kinds, @Nullable Long instance) {
    List<SegmentProbe> probes = new ArrayList<>();
    long hash = value.hash();
    if (kinds != null && kinds.size() <= SegmentKey.MAX_KINDS) {
      List<Long> ofKinds = kinds.stream().map(kind -> SegmentKey.ofKind(hash, kind)).toList();
      probes.add(new SegmentProbe(key, value.number(), ofKinds));
    }
    if (instance != null) {
      List<Long> ofInstance = List.of(SegmentKey.ofInstance(hash, instance));
      probes.add(new SegmentProbe(key, value.number(), ofInstance));
    }
    if (probes.isEmpty()) {
      probes.add(new SegmentProbe(key, value.number(), List.of(hash)));
    }
    return probes;
  }

  boolean mayPass(byte[] bits) {
    return oneOf.stream().anyMatch(one -> BloomFilter.mayHave(bits, one));
  }
}
