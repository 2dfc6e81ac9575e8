package io.opsagent.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void a_ratio_is_of_the_same_round() {
    Series ratio = series(20, 30, 80).ratioTo(series(10, 10, 20));
    assertThat(ratio.text("%.1f")).isEqualTo("3.0 (2.0 to 4.0)");
  }

  @Test
  void a_round_that_one_of_both_lacks_is_left_out() {
    Series base = new Series();
    base.put(1, 10);
    Series difference = series(20, 30, 80).minus(base);
    assertThat(difference.size()).isEqualTo(1);
    assertThat(difference.median()).isEqualTo(20);
  }

  @Test
  void the_median_of_an_even_number_of_rounds_lies_between_the_two_in_the_middle() {
    assertThat(series(4, 1, 3, 100).median()).isEqualTo(3.5);
  }

  @Test
  void without_a_round_there_is_no_figure() {
    assertThat(new Series().text("%.1f")).isEqualTo("-");
  }

  private static Series series(double... values) {
    Series series = new Series();
    for (int round = 0; round < values.length; round++) {
      series.put(round, values[round]);
    }
    return series;
  }
}
