package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketTest {

  @Test
  void the_buckets_that_are_stored_in_databases_never_change() {
    assertThat(Bucket.of("shop", "42")).isEqualTo(new Bucket((short) 29, 4286176471549454913L));
    assertThat(Bucket.of("shop", null)).isNull();
  }

  @Test
  void texts_that_differ_by_little_are_spread_over_all_buckets() {
    Map<Short, Long> sizes =
        IntStream.range(0, 12_800)
            .mapToObj(i -> Objects.requireNonNull(Bucket.of("shop", "user-" + i)).number())
            .collect(Collectors.groupingBy(number -> number, Collectors.counting()));
    assertThat(sizes.keySet()).hasSize(128).allMatch(bucket -> bucket >= 0 && bucket < 128);
    assertThat(sizes.values()).allMatch(size -> size >= 50 && size <= 200);
  }
}
