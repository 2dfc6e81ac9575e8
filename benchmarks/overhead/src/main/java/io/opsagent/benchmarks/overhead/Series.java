package io.opsagent.benchmarks.overhead;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One figure of one variant over the rounds; a round whose phase was disturbed is missing. */
final class Series {
  private final Map<Integer, Double> byRound = new TreeMap<>();

  void put(int round, double value) {
    byRound.put(round, value);
  }

  boolean isEmpty() {
    return byRound.isEmpty();
  }

  int size() {
    return byRound.size();
  }

  double median() {
    return middle(sorted());
  }

  /** What each round has over the same round of another series, by division. */
  Series ratioTo(Series base) {
    return combined(base, true);
  }

  /** What each round has over the same round of another series, by subtraction. */
  Series minus(Series base) {
    return combined(base, false);
  }

  /** The median and, in brackets, the smallest and the largest value. */
  String text(String format) {
    if (byRound.isEmpty()) {
      return "-";
    }
    double[] values = sorted();
    return String.format(
        Locale.ROOT,
        format + " (" + format + " to " + format + ")",
        middle(values),
        values[0],
        values[values.length - 1]);
  }

  private Series combined(Series base, boolean divide) {
    Series result = new Series();
    byRound.forEach(
        (round, value) -> {
          Double other = base.byRound.get(round);
          if (other != null && (!divide || other != 0)) {
            result.put(round, divide ? value / other : value - other);
          }
        });
    return result;
  }

  private double[] sorted() {
    double[] values = byRound.values().stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(values);
    return values;
  }

  private static double middle(double[] ascending) {
    int half = ascending.length / 2;
    return ascending.length % 2 == 1
        ? ascending[half]
        : (ascending[half - 1] + ascending[half]) / 2;
  }
}
