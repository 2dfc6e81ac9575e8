package io.opsagent.storage.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationHistogramTest {
  private static final double[] QUANTILES = {0.5, 0.95, 0.99, 0.999};

  /** From 10 microseconds to a minute and a half. */
  private static long[] durations(long seed, int count) {
    Random random = new Random(seed);
    long[] micros = new long[count];
    for (int i = 0; i < count; i++) {
      micros[i] = (long) Math.pow(10, 1 + random.nextDouble() * 7);
    }
    return micros;
  }

  private static DurationHistogram of(long[] micros) {
    DurationHistogram histogram = new DurationHistogram();
    for (long duration : micros) {
      histogram.add(duration);
    }
    return histogram;
  }

  private static void assertQuantiles(DurationHistogram histogram, long[] micros) {
    long[] sorted = micros.clone();
    Arrays.sort(sorted);
    for (double quantile : QUANTILES) {
      long exact = sorted[(int) (quantile * (sorted.length - 1))];
      assertThat(histogram.micros(quantile))
          .as("" + quantile)
          .isCloseTo(exact, withinPercentage(1));
    }
  }

  @Test
  void percentiles_are_within_one_percent() {
    long[] micros = durations(1, 100_000);
    assertQuantiles(of(micros), micros);
  }

  @Test
  void what_is_put_together_says_the_same_as_what_was_counted_at_once() {
    long[] first = durations(2, 30_000);
    long[] second = durations(3, 10_000);
    long[] all = Arrays.copyOf(first, 40_000);
    System.arraycopy(second, 0, all, 30_000, 10_000);
    DurationHistogram together = of(first);
    together.add(of(second));

    assertThat(together.count()).isEqualTo(40_000);
    for (double quantile : QUANTILES) {
      assertThat(together.micros(quantile)).isEqualTo(of(all).micros(quantile));
    }
  }

  @Test
  void bytes_give_it_back() {
    DurationHistogram histogram = of(durations(4, 5_000));
    DurationHistogram back = DurationHistogram.of(histogram.toBytes());

    assertThat(back.count()).isEqualTo(5_000);
    for (double quantile : QUANTILES) {
      assertThat(back.micros(quantile)).isEqualTo(histogram.micros(quantile));
    }
    assertThat(histogram.toBytes().length).isLessThan(8_000);
  }

  @Test
  void an_empty_one_has_no_durations() {
    DurationHistogram back = DurationHistogram.of(new DurationHistogram().toBytes());

    assertThat(back.count()).isZero();
    assertThat(back.micros(0.99)).isZero();
  }

  @Test
  void other_bytes_are_refused() {
    assertThatThrownBy(() -> DurationHistogram.of(new byte[] {(byte) 0xff, 1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_odd_ones_take_no_more_room() {
    DurationHistogram histogram = new DurationHistogram();
    for (int bits = 0; bits < 63; bits++) {
      histogram.add(1L << bits);
    }
    histogram.add(-5);
    histogram.add(0);

    assertThat(histogram.count()).isEqualTo(65);
    assertThat(histogram.toBytes().length).isLessThan(32_000);
  }
}
