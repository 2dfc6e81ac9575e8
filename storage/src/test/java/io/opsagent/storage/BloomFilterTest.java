package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BloomFilterTest {
  private static long[] keys(long seed, int count) {
    return new SplittableRandom(seed).longs(count).toArray();
  }

  @Test
  void every_key_of_the_set_may_be_there() {
    for (int count : new int[] {1, 2, 7, 100, 5_000}) {
      long[] keys = keys(count, count);
      byte[] bits = BloomFilter.of(keys);
      assertThat(LongStream.of(keys)).allMatch(key -> BloomFilter.mayHave(bits, key));
    }
  }

  @Test
  void about_one_absent_key_in_a_hundred_is_taken_for_one_that_may_be_there() {
    byte[] bits = BloomFilter.of(keys(1, 2_000));
    long wrong =
        LongStream.of(keys(2, 100_000)).filter(key -> BloomFilter.mayHave(bits, key)).count();
    assertThat(wrong).isBetween(500L, 1_500L);
  }

  @Test
  void keys_that_come_often_take_no_more_room() {
    assertThat(BloomFilter.of(new long[] {5, 5, 5, 5, 5, 9, 9}))
        .isEqualTo(BloomFilter.of(new long[] {9, 5}))
        .hasSize(3);
  }

  @Test
  void of_nothing_nothing_is_there_and_of_too_much_everything_may_be() {
    byte[] nothing = BloomFilter.of(new long[0]);
    assertThat(LongStream.of(keys(3, 1_000))).noneMatch(key -> BloomFilter.mayHave(nothing, key));
    assertThat(BloomFilter.of(keys(4, 40_000))).hasSize(50_000);
    byte[] everything = BloomFilter.of(keys(4, 40_001));
    assertThat(everything).isEqualTo(BloomFilter.EVERYTHING);
    assertThat(LongStream.of(keys(5, 1_000))).allMatch(key -> BloomFilter.mayHave(everything, key));
  }

  @Test
  void the_bits_are_stored_and_never_change() {
    assertThat(HexFormat.of().formatHex(BloomFilter.of(new long[] {1, 2, 3, Long.MIN_VALUE})))
        .isEqualTo("d224fe14ab");
  }
}
