package io.opsagent.server.verdict;

import io.opsagent.server.verdict.Verdict.State;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The first rule that holds gives the verdict (docs/spec/console/console.md 6.1): what blinds the
 * operator, then what is broken, then what is slow, then what will break. Any thread.
 */
public final class VerdictRules {
  private static final double FAILING_SHARE = 0.02;
  private static final long FAILING_ERRORS = 10;

  /** Of all endpoints together; so few are no news when each is of another one. */
  private static final long SOME_ERRORS = 5;

  private static final double SOME_SHARE = 0.05;

  /** Fewer requests say nothing about a percentile. */
  private static final long MIN_REQUESTS_OF_PERCENTILE = 30;

  /** An endpoint with a smaller part of all time is not what the service is slow by. */
  private static final double MAJOR_SHARE = 0.05;

  private static final double SLOWER = 3;
  private static final long MIN_SLOW_MICROS = 100_000;
  private static final double LOW_DISK_SHARE = 0.05;

  private static final List<Function<ServiceFacts, Optional<Finding>>> RULES =
      List.of(
          VerdictRules::notStored,
          VerdictRules::silent,
          VerdictRules::deadlock,
          VerdictRules::failing,
          VerdictRules::someFailing,
          VerdictRules::slow,
          VerdictRules::disk,
          VerdictRules::paused);

  private @Nullable Finding last;
  private Instant since = Instant.EPOCH;

  /** The verdict on these facts. */
  public synchronized Verdict judge(ServiceFacts facts) {
    Finding found =
        RULES.stream()
            .flatMap(rule -> rule.apply(facts).stream())
            .findFirst()
            .orElseGet(() -> allWell(facts));
    Finding before = last;
    if (before == null || !before.isSameAs(found)) {
      since = facts.now();
    }
    last = found;
    return new Verdict(
        found.state(),
        found.rule(),
        cut(found.title(), Verdict.MAX_TITLE_CHARS),
        cut(found.text(), Verdict.MAX_TEXT_CHARS),
        found.subject(),
        since);
  }

  /** What a rule says. */
  private record Finding(
      State state, String rule, String title, String text, @Nullable String subject) {
    boolean isSameAs(Finding other) {
      return rule.equals(other.rule) && Objects.equals(subject, other.subject);
    }
  }

  private static Optional<Finding> notStored(ServiceFacts facts) {
    String problem = facts.storageProblem();
    return problem == null
        ? Optional.empty()
        : Optional.of(
            new Finding(
                State.CRITICAL,
                "not_stored",
                "OpsAgent cannot store",
                "New requests wait in files and are not on the pages yet. " + problem,
                null));
  }

  private static Optional<Finding> silent(ServiceFacts facts) {
    return facts.silentInstances().stream()
        .findFirst()
        .map(
            instance ->
                new Finding(
                    State.CRITICAL,
                    "instance_silent",
                    "An instance is silent",
                    instance
                        + " has not been heard of for a minute and did not stop in order."
                        + (facts.silentInstances().size() > 1
                            ? " " + (facts.silentInstances().size() - 1) + " more are silent."
                            : ""),
                    instance));
  }

  private static Optional<Finding> deadlock(ServiceFacts facts) {
    return facts.deadlockedThreads().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                State.CRITICAL,
                "deadlock",
                facts.deadlockedThreads().size() + " threads are deadlocked",
                "They wait for one another for ever: "
                    + String.join(", ", facts.deadlockedThreads())
                    + ". Only a restart frees them.",
                facts.deadlockedThreads().get(0)));
  }

  private static Optional<Finding> failing(ServiceFacts facts) {
    return facts.recent().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(SeriesRow.ALL))
        .filter(entry -> entry.getValue().errors() >= FAILING_ERRORS)
        .filter(entry -> errorShare(entry.getValue()) > FAILING_SHARE)
        .max(
            Comparator.comparingDouble(
                (Map.Entry<String, Traffic> entry) ->
                    errorShare(entry.getValue()) * Math.log(entry.getValue().requests() + 1.0)))
        .map(
            entry ->
                new Finding(
                    State.CRITICAL,
                    "endpoint_failing",
                    entry.getKey() + " is failing",
                    "%d of %d requests have failed in the last %d minutes (%s)."
                        .formatted(
                            entry.getValue().errors(),
                            entry.getValue().requests(),
                            facts.recentMinutes(),
                            percent(errorShare(entry.getValue()))),
                    entry.getKey()));
  }

  /** Not enough at any one endpoint, but nobody would call it well. */
  private static Optional<Finding> someFailing(ServiceFacts facts) {
    Traffic all = facts.recent().get(SeriesRow.ALL);
    return all == null || all.errors() < SOME_ERRORS || errorShare(all) <= SOME_SHARE
        ? Optional.empty()
        : Optional.of(
            new Finding(
                State.WARNING,
                "some_failing",
                "Some requests fail",
                "%d of %d requests have failed in the last %d minutes (%s), at no endpoint many."
                    .formatted(
                        all.errors(),
                        all.requests(),
                        facts.recentMinutes(),
                        percent(errorShare(all))),
                null));
  }

  private static double errorShare(Traffic traffic) {
    return traffic.requests() == 0 ? 0 : (double) traffic.errors() / traffic.requests();
  }

  private static Optional<Finding> slow(ServiceFacts facts) {
    Traffic all = facts.recent().get(SeriesRow.ALL);
    double allMillis = all == null ? 0 : all.meanMillis() * all.requests();
    return facts.recent().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(SeriesRow.ALL))
        .filter(entry -> entry.getValue().requests() >= MIN_REQUESTS_OF_PERCENTILE)
        .filter(entry -> totalMillis(entry.getValue()) >= MAJOR_SHARE * allMillis)
        .filter(entry -> isSlower(entry.getValue(), facts.before().get(entry.getKey())))
        .max(
            Comparator.comparingDouble(
                (Map.Entry<String, Traffic> entry) -> totalMillis(entry.getValue())))
        .map(
            entry ->
                new Finding(
                    State.WARNING,
                    "endpoint_slow",
                    entry.getKey() + " is slow",
                    "One in twenty of its requests takes longer than %d ms; at the same time a day ago it was %d ms."
                        .formatted(
                            p95(entry.getValue()) / 1_000,
                            p95(Objects.requireNonNull(facts.before().get(entry.getKey())))
                                / 1_000),
                    entry.getKey()));
  }

  private static double totalMillis(Traffic traffic) {
    return traffic.meanMillis() * traffic.requests();
  }

  private static boolean isSlower(Traffic traffic, @Nullable Traffic before) {
    return before != null
        && before.requests() >= MIN_REQUESTS_OF_PERCENTILE
        && p95(traffic) >= MIN_SLOW_MICROS
        && p95(traffic) > SLOWER * p95(before);
  }

  private static long p95(Traffic traffic) {
    return traffic.durations().micros(0.95);
  }

  private static Optional<Finding> disk(ServiceFacts facts) {
    return facts.freeDiskShare() >= LOW_DISK_SHARE
        ? Optional.empty()
        : Optional.of(
            new Finding(
                State.WARNING,
                "disk_low",
                "The disk is almost full",
                percent(facts.freeDiskShare())
                    + " of the disk with the agent's data are free. When nothing is left, requests"
                    + " are counted and no longer stored.",
                null));
  }

  private static Optional<Finding> paused(ServiceFacts facts) {
    return facts.isRecording()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                State.WARNING,
                "recording_paused",
                "Recording is paused",
                "Requests are not recorded and not counted. Set capture.enabled to true to go on.",
                null));
  }

  private static Finding allWell(ServiceFacts facts) {
    Traffic all = facts.recent().get(SeriesRow.ALL);
    String text =
        all == null || all.requests() == 0
            ? "No requests in the last %d minutes.".formatted(facts.recentMinutes())
            : "%d requests in the last %d minutes, %s of them failed."
                .formatted(all.requests(), facts.recentMinutes(), percent(errorShare(all)));
    return new Finding(State.OK, "all_well", "All well", text, null);
  }

  /** Never 0 % when there is something, and never 100 % when there is something else. */
  private static String percent(double share) {
    if (share > 0 && share < 0.0001) {
      return "<0.01 %";
    }
    double shown = share < 1 ? Math.min(share, 0.9999) : share;
    return String.format(Locale.ROOT, shown < 0.1 ? "%.2f %%" : "%.1f %%", shown * 100);
  }

  private static String cut(String text, int maxChars) {
    return text.length() <= maxChars ? text : text.substring(0, maxChars - 1) + "…";
  }
}
