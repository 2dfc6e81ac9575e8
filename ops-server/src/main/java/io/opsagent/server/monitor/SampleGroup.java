package io.opsagent.server.monitor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Set;

/** How values of one name become one (operations-api.md 1.19). */
final class SampleGroup {
  private static final Set<String> SUMMED = Set.of("in_traffic", "out_traffic", "requests");

  private SampleGroup() {}

  /**
   * The value of a group.
   *
   * @param known at least one
   */
  static double value(String name, double[] known) {
    double sum = Arrays.stream(known).sum();
    double value = SUMMED.contains(name) ? sum : sum / known.length;
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).doubleValue();
  }
}
