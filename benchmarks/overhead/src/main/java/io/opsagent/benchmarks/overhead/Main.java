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
    for (Application application : options.applications()) {
      measure(options, site, output, application, options.chosen(variants, application));
    }
    System.exit(0);
  }

  private static void measure(
      Options options, Site site, Output output, Application application, List<Variant> variants)
      throws IOException {
    Figures figures = new Figures();
    Report report = new Report(variants, figures);
    if (options.parts().contains("start")) {
      new Starts(options, application, variants, figures).run(site);
      output.table(application, "start", "start", report.starts());
    }
    if (options.parts().contains("rounds")) {
      Rounds rounds = new Rounds(options, application, variants, figures);
      rounds.run(site);
      output.table(
          application,
          "rounds",
          "requests",
          report.rounds(rounds.ratePerSecond(), rounds.discarded(), rounds.phases()));
      if (options.parts().contains("idle")) {
        output.table(application, "idle", "without requests", report.idle(options.idleSeconds()));
      }
    }
    if (options.parts().contains("profile")) {
      for (Variant variant : variants) {
        new Profile(options, application, site).run(variant);
      }
    }
    if (options.parts().contains("long-run")) {
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
