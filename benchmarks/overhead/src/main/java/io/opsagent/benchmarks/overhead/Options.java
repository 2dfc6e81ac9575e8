package io.opsagent.benchmarks.overhead;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is measured, and how long.
 *
 * @param parts of {@link #PARTS}; empty for the usual ones of each application
 * @param applications that are measured
 * @param variants by id; empty for all; {@code none} is always among them
 * @param rounds of phases
 * @param starts of each variant
 * @param warmUpSeconds at most for each process before the first round
 * @param idleSeconds length of the look at idle processes
 * @param maxOtherCores what other processes may use in a phase that counts
 * @param longRunMinutes length of the long run
 * @param longRunRate its requests a second
 * @param isLogged whether the output of applications is kept
 * @param isWritten whether docs/overhead.md is written; else the tables are only printed
 */
record Options(
    List<String> parts,
    List<Application> applications,
    List<String> variants,
    int rounds,
    int starts,
    int warmUpSeconds,
    int idleSeconds,
    double maxOtherCores,
    double longRunMinutes,
    double longRunRate,
    boolean isLogged,
    boolean isWritten) {

  static final List<String> PARTS =
      List.of("rounds", "start", "idle", "long-run", "profile", "micro");

  static final String USAGE =
      """
      Usage: benchmarks/overhead/run [OPTION]...
        --quick               about four minutes: Tomcat only, two rounds, two starts; prints, writes nothing
        --parts=LIST          of rounds, start, idle, long-run, profile (JFR at saturation, in target/work)
                              and micro (JMH, of no application);
                              rounds of all, start of Tomcat and Spring Boot, idle of Tomcat
        --apps=LIST           of tomcat, boot and netty; all
        --variants=LIST       of none, none-again, opsagent, opsagent-all, opsagent-bodies, opsagent-off, opentelemetry,
                              elastic, datadog and javamelody; all; those without
                              an agent are always measured
        --rounds=N            rounds of phases; 5
        --starts=N            starts of each variant; 5
        --warm-up=N           seconds of load for each process before the first round, at most; it ends when the
                              JVM's compilers have come to rest; 120
        --idle-seconds=N      length of the look at idle processes; 60
        --max-other-cores=X   a phase counts when other processes took less than this; 0.15
        --minutes=N           length of the long run; 10
        --rate=N              requests a second of the long run; 20000
        --logs                keeps what the applications print, in target/work
        --print               prints the tables and leaves docs/overhead.md alone
      """;

  /** Reads the command line; a wrong option is an {@link IllegalArgumentException} that says so. */
  static Options parse(String[] args) {
    boolean quick = Arrays.asList(args).contains("--quick");
    List<String> parts = List.of();
    List<Application> applications =
        quick ? List.of(Application.TOMCAT) : List.of(Application.values());
    List<String> variants = List.of();
    int rounds = quick ? 2 : 5;
    int starts = quick ? 2 : 5;
    int warmUpSeconds = quick ? 16 : 120;
    int idleSeconds = quick ? 10 : 60;
    double maxOtherCores = 0.15;
    double minutes = 10;
    double rate = 20_000;
    boolean isLogged = false;
    boolean isWritten = !quick;
    for (String arg : args) {
      int equals = arg.indexOf('=');
      String value = equals < 0 ? "" : arg.substring(equals + 1);
      switch (equals < 0 ? arg : arg.substring(0, equals)) {
        case "--quick" -> {}
        case "--parts" -> parts = among(arg, value, PARTS);
        case "--apps" -> applications = applications(arg, value);
        case "--variants" -> variants = List.of(value.split(","));
        case "--rounds" -> rounds = (int) number(arg, value, 1, 1_000);
        case "--starts" -> starts = (int) number(arg, value, 1, 1_000);
        case "--warm-up" -> warmUpSeconds = (int) number(arg, value, 1, 3_600);
        case "--idle-seconds" -> idleSeconds = (int) number(arg, value, 1, 3_600);
        case "--max-other-cores" -> maxOtherCores = number(arg, value, 0, 1_000);
        case "--minutes" -> minutes = number(arg, value, 0.1, 1_440);
        case "--rate" -> rate = number(arg, value, 1, 1e6);
        case "--help" -> throw new IllegalArgumentException(USAGE);
        case "--logs" -> isLogged = true;
        case "--print" -> isWritten = false;
        default -> throw new IllegalArgumentException(arg + " is not known.\n" + USAGE);
      }
    }
    if (parts.contains("idle") && !parts.contains("rounds")) {
      throw new IllegalArgumentException(
          "--parts: idle looks at the processes of rounds; add rounds");
    }
    return new Options(
        parts,
        applications,
        variants,
        rounds,
        starts,
        warmUpSeconds,
        idleSeconds,
        maxOtherCores,
        minutes,
        rate,
        isLogged,
        isWritten);
  }

  /** Whether a part is to be measured of an application. */
  boolean has(String part, Application application) {
    return (parts.isEmpty() ? application.usualParts() : parts).contains(part);
  }

  /** The chosen ones of these variants, those without an agent among them. */
  List<Variant> chosen(List<Variant> all, Application application) {
    for (String id : variants) {
      if (all.stream().noneMatch(variant -> variant.id().equals(id))) {
        throw new IllegalArgumentException("--variants: " + id + " is not known.\n" + USAGE);
      }
    }
    return all.stream()
        .filter(
            variant ->
                variants.isEmpty()
                    || variant.kind() == Variant.Kind.NONE
                    || variants.contains(variant.id()))
        .filter(variant -> application.hasServlets() || variant.kind() != Variant.Kind.JAVAMELODY)
        .toList();
  }

  private static List<Application> applications(String arg, String value) {
    List<Application> chosen = new ArrayList<>();
    List<String> ids = Arrays.stream(Application.values()).map(Application::id).toList();
    for (String id : among(arg, value, ids)) {
      chosen.add(Application.valueOf(id.toUpperCase(Locale.ROOT)));
    }
    return chosen;
  }

  private static List<String> among(String arg, String value, List<String> allowed) {
    List<String> chosen = List.of(value.split(","));
    if (!allowed.containsAll(chosen)) {
      throw new IllegalArgumentException(arg + ": allowed is a list of " + allowed);
    }
    return chosen;
  }

  private static double number(String arg, String value, double least, double most) {
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        arg + ": allowed is a number from " + (long) least + " to " + (long) most);
  }
}
