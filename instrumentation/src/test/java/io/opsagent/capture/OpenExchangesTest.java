package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenExchangesTest {

  @Test
  void an_exchange_is_listed_from_its_start_to_its_end() {
    OpenExchanges open = new OpenExchanges(16);
    Exchange first = new Exchange("test", 1);
    Exchange second = new Exchange("test", 2);

    open.add(first);
    open.add(second);
    assertThat(open.snapshot()).containsExactlyInAnyOrder(first, second);

    open.remove(first);
    assertThat(open.snapshot()).containsExactly(second);
    open.remove(second);
    assertThat(open.snapshot()).isEmpty();
    assertThat(open.unlisted()).isZero();
  }

  @Test
  void what_finds_no_slot_is_counted_and_its_end_takes_nothing_away() {
    OpenExchanges open = new OpenExchanges(2);
    List<Exchange> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Exchange exchange = new Exchange("test", i);
      open.add(exchange);
      all.add(exchange);
    }

    assertThat(open.snapshot()).hasSize(2);
    assertThat(open.unlisted()).isEqualTo(3);

    open.remove(all.get(4));
    assertThat(open.snapshot()).containsExactlyInAnyOrder(all.get(0), all.get(1));
    all.forEach(open::remove);
    assertThat(open.snapshot()).isEmpty();
  }

  @Test
  void exchanges_of_the_same_instant_have_slots_of_their_own() {
    OpenExchanges open = new OpenExchanges(64);
    for (int i = 0; i < 8; i++) {
      open.add(new Exchange("test", 42));
    }
    assertThat(open.snapshot()).hasSize(8).doesNotHaveDuplicates();
  }
}
