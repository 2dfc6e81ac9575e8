package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketTest {

  @Test
  void the_buckets_that_are_stored_in_databases_never_change() {
    assertThat(Bucket.of("")).isEqualTo(0);
    assertThat(Bucket.of("42")).isEqualTo(5);
    assertThat(Bucket.of("anna@example.com")).isEqualTo(22);
    assertThat(Bucket.of(null)).isNull();
  }

  @Test
  void texts_that_differ_by_little_are_spread_over_all_buckets() {
    Map<Integer, Long> sizes =
        IntStream.range(0, 3_200)
            .mapToObj(i -> String.valueOf(Bucket.of("user-" + i)))
            .collect(Collectors.groupingBy(Integer::valueOf, Collectors.counting()));
    assertThat(sizes.keySet()).hasSize(32).allMatch(bucket -> bucket >= 0 && bucket < 32);
    assertThat(sizes.values()).allMatch(size -> size >= 50 && size <= 200);
  }
}
