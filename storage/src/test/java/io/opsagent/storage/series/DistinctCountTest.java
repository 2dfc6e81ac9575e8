package io.opsagent.storage.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DistinctCountTest {

  private static DistinctCount of(int from, int to) {
    DistinctCount count = new DistinctCount();
    for (int i = from; i < to; i++) {
      count.add("10.0." + i / 256 + "." + i % 256);
    }
    return count;
  }

  @Test
  void a_few_are_counted_exactly() {
    DistinctCount count = of(0, 200);
    count.add(of(100, 250));

    assertThat(count.count()).isEqualTo(250);
  }

  @Test
  void many_are_counted_within_five_percent() {
    assertThat(of(0, 60_000).count()).isCloseTo(60_000, withinPercentage(5));
  }

  @Test
  void what_is_put_together_counts_the_same_text_once() {
    DistinctCount count = of(0, 40_000);
    count.add(of(20_000, 60_000));
    assertThat(count.count()).isEqualTo(of(0, 60_000).count());

    DistinctCount few = of(59_900, 60_000);
    few.add(of(0, 60_000));
    assertThat(few.count()).isEqualTo(of(0, 60_000).count());
  }

  @Test
  void bytes_give_it_back() {
    for (int size : new int[] {0, 1, 255, 256, 257, 30_000}) {
      DistinctCount count = of(0, size);
      byte[] bytes = count.toBytes();

      assertThat(DistinctCount.of(bytes).count()).isEqualTo(count.count());
      assertThat(bytes.length).isLessThan(2_100);
    }
  }

  @Test
  void no_text_is_in_the_bytes() {
    DistinctCount count = new DistinctCount();
    count.add("alice@example.com");

    assertThat(new String(count.toBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("alice");
    assertThat(count.toBytes()).hasSize(5);
  }

  @Test
  void other_bytes_are_refused() {
    assertThatThrownBy(() -> DistinctCount.of(new byte[] {7, 1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
