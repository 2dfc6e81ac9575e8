package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.RawAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** Holds the two runs of a case against each other and against what was recorded. Immutable. */
final class CaseComparison {
  /** Tells a copy where there was none from the noise of two processes on a busy machine. */
  private static final int MAX_COST_RATIO = 4;

  private static final Duration COST_FLOOR = Duration.ofMillis(600);

  private final ContractServer server;
  private final long pid;
  private final Rows rows;

  /**
   * A comparison.
   *
   * @param pid of the server with the agent
   * @param rows all that the agent recorded
   */
  CaseComparison(ContractServer server, long pid, Rows rows) {
    this.server = server;
    this.pid = pid;
    this.rows = rows;
  }

  void check(ContractCase contractCase, @Nullable CaseRun without, @Nullable CaseRun with) {
    if (without == null || with == null) {
      throw new AssertionError(contractCase + " was not run");
    }
    if (without.failure() != null) {
      throw new AssertionError("without the agent: " + without.failure(), without.failure());
    }
    if (with.failure() != null) {
      throw new AssertionError("with the agent: " + with.failure(), with.failure());
    }
    SoftAssertions all = new SoftAssertions();
    all.assertThat(with.sent().keySet())
        .as("requests of both runs")
        .isEqualTo(without.sent().keySet());
    without
        .sent()
        .forEach(
            (id, sent) -> {
              Sent other = with.sent().get(id);
              if (other != null) {
                all.check(() -> assertSameAnswer(sent, other));
              }
            });
    all.assertThat(with.notes()).as("what else clients saw").isEqualTo(without.notes());
    with.costs().forEach((what, cost) -> all.check(() -> assertCheap(what, cost, without.costs())));
    with.sent().values().forEach(sent -> all.check(() -> assertRecorded(sent)));
    all.check(() -> assertRefusedRecorded(with));
    all.assertAll();
  }

  /** Below the floor, what a run costs is chance. */
  private static void assertCheap(String what, Duration cost, Map<String, Duration> without) {
    assertThat(cost).as("processor time for " + what + ", as far as it is measured").isPositive();
    Duration limit = without.getOrDefault(what, Duration.ZERO).multipliedBy(MAX_COST_RATIO);
    assertThat(cost)
        .as("processor time for " + what)
        .isLessThanOrEqualTo(limit.compareTo(COST_FLOOR) > 0 ? limit : COST_FLOOR);
  }

  private static void assertSameAnswer(Sent without, Sent with) {
    RawAnswer first = without.answer();
    RawAnswer second = with.answer();
    if (first == null || second == null) {
      assertThat(second == null).as("no answer to " + with.request()).isEqualTo(first == null);
      return;
    }
    with.request().comparison().assertSame(with.request().toString(), first, second);
  }

  private void assertRecorded(Sent sent) {
    List<RecordedExchange> found = rows.of(sent.request());
    if (!sent.request().expected().leavesRow(server)) {
      assertThat(found).as("rows of " + sent.request() + ", which is not seen here").isEmpty();
      return;
    }
    assertThat(found).as("rows of " + sent.request()).hasSize(1);
    RecordedExchange row = found.get(0);
    SoftAssertions all = new SoftAssertions();
    all.check(() -> UsualFacts.check(server, pid, sent, row));
    for (RowCheck check : sent.request().expected().checksAt(server)) {
      all.check(() -> check.check(row));
    }
    if (!all.wasSuccess()) {
      List<String> texts = new ArrayList<>();
      all.errorsCollected().forEach(error -> texts.add(String.valueOf(error.getMessage())));
      throw new AssertionError(
          sent.request() + " was recorded wrongly:\n" + String.join("\n", texts) + "\nin " + row);
    }
  }

  /** Such requests have no id: their rows are told by outcome and status. */
  private void assertRefusedRecorded(CaseRun with) {
    if (!server.has(Trait.SHOWS_REFUSED_REQUESTS)) {
      return;
    }
    List<Integer> recorded =
        new ArrayList<>(rows.bad().stream().map(row -> row.row().status().orElse(0)).toList());
    for (Integer status : with.refused()) {
      assertThat(recorded.remove(status))
          .as("a row marked as bad with status " + status + " in " + rows.bad())
          .isTrue();
    }
  }
}
