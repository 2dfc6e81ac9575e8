package io.opsagent.testing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what the agent adds to the output of an application: every line that the run without agent
 * has not. Time stamps, process ids, ports, thread names, durations and identity hash codes are
 * removed first. Immutable.
 */
public final class OutputWatch {
  /** The one line that the agent writes when its API is up. */
  public static final Pattern BANNER = Pattern.compile("OperationsAPI loaded at ([^\\s,]+)");

  private static final List<Normaliser> USUAL =
      List.of(
          Normaliser.of("\\d{2}-\\w{3}-\\d{4} \\d{2}:\\d{2}:\\d{2}\\.\\d{3}", "<time>"),
          Normaliser.ISO_TIME,
          Normaliser.JAVA_DATE,
          Normaliser.of("(?<=\\[)https?-[\\w.<>-]+-exec-\\d+", "<thread>"),
          Normaliser.of(
              "(?<=\\[)(Thread-|Catalina-utility-|localhost-startStop-|pool-\\d+-thread-)\\d+",
              "<thread>"),
          Normaliser.of("\\[\\d[\\d.,]*\\] ?(milliseconds|ms)", "<duration>"),
          Normaliser.of("(?<![\\w.])\\d+([.,]\\d+)? ?(ms|milliseconds|s|seconds)\\b", "<duration>"),
          Normaliser.of("(?<=[A-Za-z$;]@)[0-9a-f]{3,8}(?![0-9A-Za-z])", "<identity hash>"),
          Normaliser.of("(?i)(?<=pid[ =:]{1,2})\\d+", "<pid>"),
          Normaliser.SESSION_ID);

  private final List<Normaliser> normalisers;
  private final List<Pattern> allowed;

  private OutputWatch(List<Normaliser> normalisers, List<Pattern> allowed) {
    this.normalisers = normalisers;
    this.allowed = allowed;
  }

  /** A watch with the usual normalisers that allows nothing. */
  public static OutputWatch strict() {
    return new OutputWatch(USUAL, List.of());
  }

  /** A copy that removes this, too. */
  public OutputWatch with(Normaliser normaliser) {
    List<Normaliser> more = new ArrayList<>();
    // The caller's come first: a path or a port must go before a pattern eats a part of it.
    more.add(normaliser);
    more.addAll(normalisers);
    return new OutputWatch(List.copyOf(more), allowed);
  }

  /**
   * A copy that allows lines in which the pattern is found. For lines of the server that only
   * repeat its own command line.
   */
  public OutputWatch allowing(String regex) {
    List<Pattern> more = new ArrayList<>(allowed);
    more.add(Pattern.compile(regex));
    return new OutputWatch(normalisers, List.copyOf(more));
  }

  /** The lines of {@code with} that {@code without} has not, in order, the banner included. */
  public List<String> extraLines(List<String> without, List<String> with) {
    Set<String> known = new HashSet<>();
    without.forEach(line -> known.add(normalise(line)));
    return with.stream()
        .filter(line -> allowed.stream().noneMatch(pattern -> pattern.matcher(line).find()))
        .filter(line -> !known.contains(normalise(line)))
        .toList();
  }

  /**
   * Fails if the run with the agent wrote any line more than one banner on standard error.
   *
   * @param without the run without agent
   * @param with the run with the agent
   */
  public void assertOnlyBannerAdded(ServerProcess without, ServerProcess with) {
    if (without.leftOutLines() > 0 || with.leftOutLines() > 0) {
      throw new AssertionError("too much output to compare: lines were left out");
    }
    List<String> extra = new ArrayList<>(extraLines(without.stdout(), with.stdout()));
    List<String> extraErrors = new ArrayList<>(extraLines(without.stderr(), with.stderr()));
    extraErrors.stream()
        .filter(line -> BANNER.matcher(line).find())
        .findFirst()
        .ifPresent(extraErrors::remove);
    extra.addAll(extraErrors);
    if (!extra.isEmpty()) {
      throw new AssertionError(
          "lines that only the run with the agent has:\n  " + String.join("\n  ", extra));
    }
  }

  private String normalise(String line) {
    String result = line;
    for (Normaliser normaliser : normalisers) {
      result = normaliser.apply(result);
    }
    return result;
  }
}
