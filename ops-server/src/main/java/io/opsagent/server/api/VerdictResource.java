package io.opsagent.server.api;

import io.javalin.http.Context;
import io.opsagent.server.verdict.Verdict;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/verdict}: one sentence on the state of the service, by fixed rules. */
final class VerdictResource {
  private final Supplier<Verdict> verdict;

  VerdictResource(Supplier<Verdict> verdict) {
    this.verdict = verdict;
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
            now.since().toString()));
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
   */
  record Answer(
      String state,
      String rule,
      String title,
      String text,
      @Nullable String subject,
      String since) {}
}
