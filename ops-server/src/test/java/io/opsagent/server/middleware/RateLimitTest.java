package io.opsagent.server.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One address takes no more than its share, and remembering addresses takes bounded memory. */
class RateLimitTest {
  private final AtomicLong nowNanos = new AtomicLong(1);
  private final RateLimit limit = new RateLimit(10, nowNanos::get);

  private int passed(String address, int calls) {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      passed += limit.mayPass(address) ? 1 : 0;
    }
    return passed;
  }

  @Test
  void the_first_second_has_twice_the_share_and_each_further_one_the_share() {
    assertThat(passed("192.0.2.1", 100)).isEqualTo(20);
    nowNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(passed("192.0.2.1", 100)).isEqualTo(5);
    nowNanos.addAndGet(TimeUnit.SECONDS.toNanos(3600));
    assertThat(passed("192.0.2.1", 100)).isEqualTo(20);
  }

  @Test
  void one_address_does_not_use_up_the_share_of_another() {
    assertThat(passed("192.0.2.1", 100)).isEqualTo(20);
    assertThat(passed("192.0.2.2", 100)).isEqualTo(20);
  }

  @Test
  void addresses_of_one_ipv6_network_share_and_others_do_not() {
    assertThat(passed("2001:db8:1:2:0:0:0:1", 100)).isEqualTo(20);
    assertThat(passed("2001:db8:1:2:a:b:c:d", 100)).isZero();
    assertThat(passed("2001:db8:1:3:0:0:0:1", 100)).isEqualTo(20);
    assertThat(RateLimit.network("0:0:0:0:0:0:0:1")).isEqualTo("0:0:0:0");
    assertThat(RateLimit.network("::1")).isEqualTo("::1");
  }

  @Test
  void no_more_addresses_are_known_than_the_bound_and_the_forgotten_are_counted() {
    for (int i = 0; i < RateLimit.MAX_ADDRESSES + 100; i++) {
      limit.mayPass("198.51." + i / 256 + "." + i % 256);
    }
    assertThat(limit.knownAddresses()).isEqualTo(RateLimit.MAX_ADDRESSES);
    assertThat(limit.forgotten()).isEqualTo(100);
  }
}
