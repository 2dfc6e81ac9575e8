package com.example.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What must not differ between a run with an agent and a run without. */
final class Comparison {
  private Comparison() {}

  /**
   * Compares two runs of the same kind on the same Java.
   *
   * @throws AssertionError which names the first difference
   */
  static void assertUnchanged(Observation alone, Observation withAgent) {
    assertThat(alone.exit()).as("exit status without agent").isNotEqualTo(OptionalInt.empty());
    assertThat(withAgent.exit()).as("exit status").isEqualTo(alone.exit());
    assertThat(withAgent.stderr()).as("standard error").isEqualTo(alone.stderr());
    assertThat(withAgent.stdout()).as("standard output").isEqualTo(alone.stdout());
    assertThat(withAgent.banners()).as("lines of the agent").hasSizeLessThanOrEqualTo(1);
    assertThat(withAgent.answers()).as("answers").hasSameSizeAs(alone.answers());
    for (int i = 0; i < alone.answers().size(); i++) {
      Answer expected = alone.answers().get(i);
      Answer actual = withAgent.answers().get(i);
      assertThat(actual.headers())
          .as("headers of " + i + " " + actual.name())
          .isEqualTo(expected.headers());
      assertThat(differences(expected.content(), actual.content()))
          .as("differences in " + i + " " + actual.name())
          .isEmpty();
      assertThat(actual.agentThreads())
          .as("threads of the agent")
          .allMatch(thread -> thread.contains("\"daemon\":true"));
    }
  }

  /** Only what differs, because a whole report is too long to read. */
  private static List<String> differences(Map<String, String> alone, Map<String, String> with) {
    return Stream.concat(alone.keySet().stream(), with.keySet().stream())
        .distinct()
        .filter(key -> !Objects.equals(alone.get(key), with.get(key)))
        .map(key -> key + ": alone " + alone.get(key) + ", with the agent " + with.get(key))
        .toList();
  }
}
