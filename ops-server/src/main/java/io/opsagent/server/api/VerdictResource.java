package io.opsagent.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.http.Context;
import io.opsagent.server.verdict.Verdict;
import io.opsagent.storage.StorageException;
import io.opsagent.storage.series.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/verdict}: one sentence on the state of the service, by fixed rules. */
final class VerdictResource {
  /** What the rules look at is counted in half minutes. */
  private static final Duration STEP = Duration.ofSeconds(Resolution.HALF_MINUTE.seconds());

  private final Supplier<Verdict> verdict;
  private final Coverage coverage;

  VerdictResource(Supplier<Verdict> verdict, Coverage coverage) {
    this.verdict = verdict;
    this.coverage = coverage;
  }

  void get(Context ctx) {
    Verdict now = verdict.get();
    Answers.send(
        ctx,
        new Answer(
            now.state().name().toLowerCase(Locale.ROOT),
            now.rule(),
            now.title(),
            now.text(),
            now.subject(),
            now.since().toString(),
            reach()));
  }

  /** The verdict is given without the database, too: then nothing is known of others. */
  private Coverage.Reach reach() {
    try {
      return coverage.ofSeries(Instant.now(), STEP);
    } catch (StorageException e) {
      return new Coverage.Reach(STEP.toSeconds(), false, List.of(), null);
    }
  }

  /**
   * Answer of {@code /v1/verdict}.
   *
   * @param state {@code ok}, {@code warning} or {@code critical}
   * @param rule which rule held
   * @param title at most 40 characters
   * @param text at most 240 characters
   * @param subject what the rule is about, or null
   * @param since since when it holds
   * @param reach how far it reaches
   */
  record Answer(
      String state,
      String rule,
      String title,
      String text,
      @Nullable String subject,
      String since,
      @JsonUnwrapped Coverage.Reach reach) {}
}
