package io.opsagent.server.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.verdict.Verdict.State;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of docs/spec/console/console.md 6.1. */
class VerdictRulesTest {
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

  private final VerdictRules rules = new VerdictRules();
  private final Map<String, Traffic> recent = new HashMap<>();
  private final Map<String, Traffic> before = new HashMap<>();
  private @Nullable String storageProblem;
  private List<String> silent = List.of();
  private List<String> deadlocked = List.of();
  private double freeDisk = 0.5;
  private boolean recording = true;

  private static void count(
      Map<String, Traffic> traffic, String endpoint, int requests, int errors, int millis) {
    for (String name : List.of(endpoint, SeriesRow.ALL)) {
      Traffic counted = traffic.computeIfAbsent(name, k -> Traffic.empty(false));
      for (int i = 0; i < requests; i++) {
        counted.add("INFO", i < errors ? 500 : 200, millis * 1_000L, 0, 0, null, "");
      }
    }
  }

  private Verdict judgeAt(Instant now) {
    return rules.judge(
        new ServiceFacts(
            now, storageProblem, silent, deadlocked, 5, recent, before, freeDisk, recording));
  }

  private Verdict judge() {
    return judgeAt(NOW);
  }

  @Test
  void a_service_with_no_trouble_is_well() {
    count(recent, "get_a", 2_000, 1, 10);
    Verdict verdict = judge();

    assertThat(verdict.state()).isEqualTo(State.OK);
    assertThat(verdict.text())
        .isEqualTo("2000 requests in the last 5 minutes, 0.05 % of them failed.");
  }

  @Test
  void a_service_without_requests_says_so() {
    assertThat(judge().text()).isEqualTo("No requests in the last 5 minutes.");
  }

  @Test
  void the_endpoint_that_fails_most_is_named() {
    count(recent, "post_payments", 90, 10, 10);
    count(recent, "get_a", 1_000, 25, 10);
    Verdict verdict = judge();

    assertThat(verdict.rule()).isEqualTo("endpoint_failing");
    assertThat(verdict.title()).isEqualTo("post_payments is failing");
    assertThat(verdict.text())
        .isEqualTo("10 of 90 requests have failed in the last 5 minutes (11.1 %).");
    assertThat(verdict.subject()).isEqualTo("post_payments");
  }

  @Test
  void a_few_errors_or_a_small_share_are_no_failing_endpoint() {
    count(recent, "post_payments", 20, 9, 10);
    count(recent, "get_a", 10_000, 200, 10);

    assertThat(judge().rule()).isEqualTo("all_well");
  }

  @Test
  void failures_that_are_few_at_each_endpoint_but_many_together_are_not_well() {
    count(recent, "post_payments", 40, 4, 10);
    count(recent, "get_a", 45, 4, 10);
    Verdict verdict = judge();

    assertThat(verdict.rule()).isEqualTo("some_failing");
    assertThat(verdict.state()).isEqualTo(State.WARNING);
    assertThat(verdict.text())
        .isEqualTo(
            "8 of 85 requests have failed in the last 5 minutes (9.41 %), at no endpoint many.");
  }

  @Test
  void an_endpoint_three_times_as_slow_as_the_day_before_is_named() {
    count(before, "get_a", 100, 0, 50);
    count(recent, "get_a", 100, 0, 160);
    Verdict verdict = judge();

    assertThat(verdict.rule()).isEqualTo("endpoint_slow");
    assertThat(verdict.state()).isEqualTo(State.WARNING);
    assertThat(verdict.text()).contains("longer than 1").contains("it was ");
  }

  @Test
  void an_endpoint_that_was_never_there_or_is_fast_all_the_same_is_not_slow() {
    count(recent, "get_new", 100, 0, 900);
    count(before, "get_a", 100, 0, 2);
    count(recent, "get_a", 100, 0, 20);

    assertThat(judge().rule()).isEqualTo("all_well");
  }

  @Test
  void what_blinds_the_operator_comes_first() {
    count(recent, "post_payments", 90, 90, 10);
    recording = false;
    freeDisk = 0.01;
    assertThat(judge().rule()).isEqualTo("endpoint_failing");
    deadlocked = List.of("http-1", "http-2");
    assertThat(judge().rule()).isEqualTo("deadlock");
    silent = List.of("shop@b");
    assertThat(judge().rule()).isEqualTo("instance_silent");
    storageProblem = "The disk is full.";
    assertThat(judge().rule()).isEqualTo("not_stored");
  }

  @Test
  void a_full_disk_and_a_pause_are_told_when_nothing_else_is() {
    freeDisk = 0.04;
    recording = false;
    assertThat(judge().rule()).isEqualTo("disk_low");
    freeDisk = 0.06;
    assertThat(judge().rule()).isEqualTo("recording_paused");
  }

  @Test
  void a_verdict_says_since_when_it_holds() {
    Instant later = NOW.plusSeconds(60);
    judge();
    assertThat(judgeAt(later).since()).isEqualTo(NOW);
    freeDisk = 0.01;
    assertThat(judgeAt(later).since()).isEqualTo(later);
  }

  @Test
  void long_names_do_not_break_the_bounds() {
    count(recent, "get_" + "x".repeat(300), 100, 50, 10);
    Verdict verdict = judge();

    assertThat(verdict.title()).hasSizeLessThanOrEqualTo(Verdict.MAX_TITLE_CHARS);
    assertThat(verdict.text()).hasSizeLessThanOrEqualTo(Verdict.MAX_TEXT_CHARS);
  }
}
