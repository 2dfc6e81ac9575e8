package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Entry point; see {@link Options#USAGE}. To be run in the root of the repository. */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Path root = Path.of("").toAbsolutePath();
    Site site =
        new Site(
            root,
            Path.of(System.getProperty("java.home"), "bin", "java"),
            root.resolve("benchmarks/overhead/target/work"),
            options.isLogged());
    delete(site.work());
    List<Variant> variants = Variants.all(site.peers());
    Output output = new Output(options, site, args);
    output.preface(variants);
    boolean isComplete = true;
    for (Application application : options.applications()) {
      try {
        measure(options, site, output, application, options.chosen(variants, application));
      } catch (IOException | IllegalStateException e) {
        // What was measured of the others is worth a page all the same.
        Progress.say("%s: %s", application.id(), e);
        isComplete = false;
      }
    }
    if (options.parts().contains("micro")) {
      output.table("micro", "Single operations", new Micro(site).run());
    }
    System.exit(isComplete ? 0 : 1);
  }

  private static void measure(
      Options options, Site site, Output output, Application application, List<Variant> variants)
      throws IOException {
    Figures figures = new Figures();
    Report report = new Report(variants, figures);
    if (options.has("start", application)) {
      new Starts(options, application, variants, figures).run(site);
      output.table(application, "start", "start", report.starts());
    }
    if (options.has("rounds", application)) {
      Rounds rounds = new Rounds(options, application, variants, figures);
      rounds.run(site);
      output.table(
          application,
          "rounds",
          "requests",
          report.rounds(rounds.ratePerSecond(), rounds.discarded(), rounds.phases()));
      if (options.has("idle", application)) {
        output.table(application, "idle", "without requests", report.idle(options.idleSeconds()));
      }
    }
    if (options.has("profile", application)) {
      for (Variant variant : variants) {
        new Profile(options, application, site).run(variant);
      }
    }
    if (options.has("long-run", application)) {
      List<Variant> ours = variants.stream().filter(Variant::isOpsAgent).toList();
      output.table(
          application, "long-run", "a long run", new LongRun(options, application).run(site, ours));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
