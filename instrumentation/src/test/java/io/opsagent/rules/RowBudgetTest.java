package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowBudgetTest {
  private static final long SECOND = 1_000_000_000L;
  private long nowNanos = Long.MAX_VALUE - SECOND;

  private int taken(RowBudget budget, int wanted) {
    int taken = 0;
    for (int i = 0; i < wanted; i++) {
      taken += budget.tryTake(nowNanos) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void the_burst_is_there_from_the_start() {
    assertThat(taken(new RowBudget(50, 3_000, nowNanos), 5_000)).isEqualTo(3_000);
  }

  @Test
  void behind_the_burst_comes_the_rate() {
    RowBudget budget = new RowBudget(50, 3_000, nowNanos);
    taken(budget, 3_000);
    int taken = 0;
    for (int i = 0; i < 10_000; i++) {
      nowNanos += SECOND / 1_000;
      taken += taken(budget, 3);
    }
    assertThat(taken).isEqualTo(500);
  }

  @Test
  void a_quiet_time_fills_it_up_to_the_burst_and_no_further() {
    RowBudget budget = new RowBudget(50, 3_000, nowNanos);
    taken(budget, 3_000);
    nowNanos += 1_000_000 * SECOND;
    assertThat(taken(budget, 5_000)).isEqualTo(3_000);
  }

  @Test
  void a_clock_that_goes_back_earns_nothing() {
    RowBudget budget = new RowBudget(50, 1, nowNanos);
    assertThat(budget.tryTake(nowNanos)).isTrue();
    assertThat(budget.tryTake(nowNanos - SECOND)).isFalse();
    assertThat(budget.tryTake(nowNanos + SECOND)).isTrue();
  }

  @Test
  void without_a_rate_only_the_burst_is_kept() {
    RowBudget budget = new RowBudget(0, 2, nowNanos);
    nowNanos += 100 * SECOND;
    assertThat(taken(budget, 10)).isEqualTo(2);
    nowNanos += 100 * SECOND;
    assertThat(taken(budget, 10)).isZero();
  }

  @Test
  void a_smaller_burst_holds_at_once() {
    RowBudget budget = new RowBudget(1, 100, nowNanos);
    budget.change(1, 5);
    assertThat(taken(budget, 10)).isEqualTo(5);
  }
}
