package io.opsagent.benchmarks.overhead;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of one application. */
final class Report {
  private final List<Variant> variants;
  private final Figures figures;
  private final Variant none;

  Report(List<Variant> variants, Figures figures) {
    this.variants = variants;
    this.figures = figures;
    this.none = variants.get(0);
  }

  String rounds(double ratePerSecond, int discarded, int phases) {
    return "### At saturation\n\n"
        + table(
            List.of(
                "requests/s",
                "to none",
                "CPU µs/request",
                "more than none",
                "bytes/request, workers",
                "more than none",
                "all threads, more than none",
                "rows",
                "dropped"),
            variants,
            variant ->
                List.of(
                    text(variant, Rounds.SATURATION + " rate", "%.0f"),
                    ratio(variant, Rounds.SATURATION + " rate"),
                    text(variant, Rounds.SATURATION + " cpu", "%.1f"),
                    more(variant, Rounds.SATURATION + " cpu", "%+.1f"),
                    text(variant, Rounds.SATURATION + " bytes", "%.0f"),
                    more(variant, Rounds.SATURATION + " bytes", "%+.0f"),
                    more(variant, Rounds.SATURATION + " all-bytes", "%+.0f"),
                    rows(variant, Rounds.SATURATION),
                    dropped(variant, Rounds.SATURATION)))
        + String.format(Locale.ROOT, "%n### At %,.0f requests a second%n%n", ratePerSecond)
        + table(
            List.of(
                "p50 ms",
                "p99 ms",
                "p99 to none",
                "p99 less none's, ms",
                "p99.9 ms, all rounds",
                "CPU µs/request",
                "more than none",
                "rows",
                "dropped"),
            variants,
            variant ->
                List.of(
                    text(variant, Rounds.FIXED_RATE + " p50", "%.3f"),
                    text(variant, Rounds.FIXED_RATE + " p99", "%.3f"),
                    ratio(variant, Rounds.FIXED_RATE + " p99"),
                    more(variant, Rounds.FIXED_RATE + " p99", "%+.3f"),
                    pooled(variant, 0.999),
                    text(variant, Rounds.FIXED_RATE + " cpu", "%.1f"),
                    more(variant, Rounds.FIXED_RATE + " cpu", "%+.1f"),
                    rows(variant, Rounds.FIXED_RATE),
                    dropped(variant, Rounds.FIXED_RATE)))
        + String.format(
            Locale.ROOT,
            "%n### Requests that fail (500, an exception, a POST of %d bytes)%n%n",
            Workload.bodyBytes())
        + table(
            List.of(
                "saturation: requests/s",
                "CPU µs/request",
                "CPU to none",
                "rows",
                String.format(Locale.ROOT, "at %.0f/s: CPU µs/request", Rounds.FAILING_PER_SECOND),
                "CPU to none",
                "rows"),
            failing(),
            variant ->
                List.of(
                    text(variant, Rounds.FAILING + " rate", "%.0f"),
                    text(variant, Rounds.FAILING + " cpu", "%.0f"),
                    ratio(variant, Rounds.FAILING + " cpu"),
                    rows(variant, Rounds.FAILING),
                    text(variant, Rounds.FAILING_AT_RATE + " cpu", "%.0f"),
                    ratio(variant, Rounds.FAILING_AT_RATE + " cpu"),
                    rows(variant, Rounds.FAILING_AT_RATE)))
        + "\n### Whose threads took it\n\nCPU µs/request, more than none, medians: "
        + Arrays.stream(ThreadOwner.values())
            .map(ThreadOwner::title)
            .collect(Collectors.joining(" / "))
        + ".\n\n"
        + table(
            List.of(
                "at saturation",
                String.format(Locale.ROOT, "at %,.0f/s", ratePerSecond),
                "failing, at saturation",
                String.format(Locale.ROOT, "failing, at %.0f/s", Rounds.FAILING_PER_SECOND)),
            variants.stream().filter(variant -> variant != none).toList(),
            variant ->
                Stream.of(
                        Rounds.SATURATION,
                        Rounds.FIXED_RATE,
                        Rounds.FAILING,
                        Rounds.FAILING_AT_RATE)
                    .map(kind -> byOwner(variant, kind))
                    .toList())
        + "\n### Memory after the rounds\n\n"
        + table(
            List.of(
                "resident MiB at saturation",
                "to none",
                "more than none",
                "of it besides the Java heap",
                "more than none",
                "live heap MiB after full collections",
                "more than none"),
            variants,
            variant ->
                List.of(
                    text(variant, "resident-mib", "%.0f"),
                    ratio(variant, "resident-mib"),
                    more(variant, "resident-mib", "%+.0f"),
                    single(variant, "besides-heap-mib", "%.0f"),
                    single(more(variant, "besides-heap-mib"), "%+.0f"),
                    single(variant, "heap-mib", "%.1f"),
                    single(more(variant, "heap-mib"), "%+.1f")))
        + String.format(
            Locale.ROOT,
            "%n%d phases, of which %d were discarded because other processes took the cores; in those of no"
                + " agent at saturation that counted, others took %s processors.%n",
            phases,
            discarded,
            text(none, Rounds.SATURATION + " others", "%.2f"));
  }

  String starts() {
    return table(
        List.of(
            "start to first answer ms",
            "to none",
            "JVM start to main ms",
            "more than none",
            "premain by its own clock ms",
            "CPU ms until the first answer",
            "to none",
            "CPU ms once settled",
            "to none",
            "resident MiB once settled",
            "more than none",
            "threads",
            "more than none",
            "first call of the API ms",
            "resident MiB, threads behind it"),
        failing(),
        variant ->
            List.of(
                text(variant, "first-answer", "%.0f"),
                ratio(variant, "first-answer"),
                text(variant, "main-entered", "%.0f"),
                more(variant, "main-entered", "%+.0f"),
                text(variant, "premain", "%.0f"),
                text(variant, "first-answer-cpu", "%.0f"),
                ratio(variant, "first-answer-cpu"),
                text(variant, "settled-cpu", "%.0f"),
                ratio(variant, "settled-cpu"),
                text(variant, "settled-mib", "%.0f"),
                more(variant, "settled-mib", "%+.0f"),
                text(variant, "settled-threads", "%.0f"),
                more(variant, "settled-threads", "%+.0f"),
                text(variant, "first-call", "%.0f"),
                text(variant, "called-mib", "%.0f")
                    + ", "
                    + text(variant, "called-threads", "%.0f")));
  }

  String idle(int seconds) {
    return String.format(
            Locale.ROOT,
            "CPU over %d s without a request, all processes alive and warm; threads then, Tomcat's own pool left out.%n%n",
            seconds)
        + table(
            List.of(
                "CPU, % of a core",
                "more than none", "threads", "more than none", "proportional memory (Pss) MiB"),
            variants,
            variant ->
                List.of(
                    single(variant, "idle-percent", "%.2f"),
                    single(more(variant, "idle-percent"), "%+.2f"),
                    single(variant, "idle-threads", "%.0f"),
                    single(more(variant, "idle-threads"), "%+.0f"),
                    single(variant, "pss-mib", "%.0f")));
  }

  private String byOwner(Variant variant, String kind) {
    return Arrays.stream(ThreadOwner.values())
        .map(owner -> single(more(variant, kind + " cpu " + owner), "%+.1f"))
        .collect(Collectors.joining(" / "));
  }

  private List<Variant> failing() {
    return variants.stream().filter(Variant::fails).toList();
  }

  private String text(Variant variant, String figure, String format) {
    return figures.get(variant, figure).text(format);
  }

  private String ratio(Variant variant, String figure) {
    return variant == none
        ? "1"
        : figures.get(variant, figure).ratioTo(figures.get(none, figure)).text("%.2f");
  }

  private Series more(Variant variant, String figure) {
    return figures.get(variant, figure).minus(figures.get(none, figure));
  }

  private String more(Variant variant, String figure, String format) {
    return variant == none ? "" : more(variant, figure).text(format);
  }

  private String single(Variant variant, String figure, String format) {
    return single(figures.get(variant, figure), format);
  }

  private static String single(Series series, String format) {
    return series.isEmpty() ? "-" : String.format(Locale.ROOT, format, series.median());
  }

  private String pooled(Variant variant, double share) {
    double millis = figures.pooledLatencyMillis(variant, share);
    return millis == 0 ? "-" : String.format(Locale.ROOT, "%.2f", millis);
  }

  private String rows(Variant variant, String kind) {
    Series share = figures.get(variant, kind + " rows");
    return share.isEmpty() ? "n/a" : String.format(Locale.ROOT, "%.1f %%", 100 * share.median());
  }

  private String dropped(Variant variant, String kind) {
    Series dropped = figures.get(variant, kind + " dropped");
    return dropped.isEmpty() ? "n/a" : dropped.text("%.0f");
  }

  private static String table(
      List<String> columns, List<Variant> rows, Function<Variant, List<String>> cells) {
    StringBuilder table = new StringBuilder("| |");
    columns.forEach(column -> table.append(' ').append(column).append(" |"));
    table.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
    for (Variant row : rows) {
      table.append("| ").append(row.title()).append(" | ");
      table.append(String.join(" | ", cells.apply(row))).append(" |\n");
    }
    return table.toString();
  }
}
