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
    for (Application application : options.applications()) {
      Figures figures = new Figures();
      List<Variant> chosen = options.chosen(variants, application);
      Rounds rounds = new Rounds(options, application, chosen, figures);
      rounds.run(site);
      for (Variant v : chosen) {
        Variant none = chosen.get(0);
        for (String kind : List.of("saturation", "fixed", "failing", "failing-fixed")) {
          System.out.printf(
              "%s %s %s %s cpu %s +%s bytes %s +%s all %s rows %s dropped %s p50 %s p99 %s%n",
              application.id(),
              v.id(),
              kind,
              figures.get(v, kind + " rate").text("%.0f"),
              figures.get(v, kind + " cpu").text("%.1f"),
              figures.get(v, kind + " cpu").minus(figures.get(none, kind + " cpu")).text("%.1f"),
              figures.get(v, kind + " bytes").text("%.0f"),
              figures
                  .get(v, kind + " bytes")
                  .minus(figures.get(none, kind + " bytes"))
                  .text("%.0f"),
              figures
                  .get(v, kind + " all-bytes")
                  .minus(figures.get(none, kind + " all-bytes"))
                  .text("%.0f"),
              figures.get(v, kind + " rows").text("%.3f"),
              figures.get(v, kind + " dropped").text("%.0f"),
              figures.get(v, kind + " p50").text("%.3f"),
              figures.get(v, kind + " p99").text("%.3f"));
        }
        System.out.printf(
            "%s %s heap %s rss %s idle %s threads %s%n",
            application.id(),
            v.id(),
            figures.get(v, "heap-mib").text("%.1f"),
            figures.get(v, "resident-mib").text("%.0f"),
            figures.get(v, "idle-percent").text("%.2f"),
            figures.get(v, "idle-threads").text("%.0f"));
      }
    }
    System.exit(0);
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
