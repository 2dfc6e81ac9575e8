package io.opsagent.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptLimiterTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AttemptLimiter limiter = new AttemptLimiter(nanos::get);

  private void fail(int times, String subject, String address) {
    for (int i = 0; i < times; i++) {
      limiter.failed(subject, address);
    }
  }

  @Test
  void a_user_waits_after_five_failures_from_one_address_and_others_do_not() {
    fail(4, "anna", "10.0.0.1");
    assertThat(limiter.waitSeconds("anna", "10.0.0.1")).isZero();
    fail(1, "anna", "10.0.0.1");
    assertThat(limiter.waitSeconds("anna", "10.0.0.1")).isBetween(299, 301);
    assertThat(limiter.waitSeconds("anna", "10.0.0.2")).isZero();
    assertThat(limiter.waitSeconds("berta", "10.0.0.1")).isZero();
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(300));
    assertThat(limiter.waitSeconds("anna", "10.0.0.1")).isZero();
  }

  @Test
  void an_address_that_tries_many_users_waits() {
    for (int i = 0; i < 30; i++) {
      limiter.failed("user" + i, "10.0.0.1");
    }
    assertThat(limiter.waitSeconds("another", "10.0.0.1")).isPositive();
    assertThat(limiter.waitSeconds("another", "10.0.0.2")).isZero();
  }

  @Test
  void a_user_who_is_tried_from_many_addresses_waits() {
    for (int i = 0; i < 100; i++) {
      limiter.failed("anna", "10.0.0." + i);
    }
    assertThat(limiter.waitSeconds("anna", "10.1.1.1")).isPositive();
  }

  @Test
  void getting_in_forgives_ones_own_mistakes_only() {
    fail(4, "anna", "10.0.0.1");
    limiter.succeeded("anna", "10.0.0.1");
    fail(4, "anna", "10.0.0.1");
    assertThat(limiter.waitSeconds("anna", "10.0.0.1")).isZero();
  }

  @Test
  void the_memory_is_bounded_and_what_is_forgotten_is_counted() {
    for (int i = 0; i < 10_000; i++) {
      limiter.failed("u" + i, "a" + i);
    }
    assertThat(limiter.forgotten()).isEqualTo(20_000);
  }
}
