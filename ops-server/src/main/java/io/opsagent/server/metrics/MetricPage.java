package io.opsagent.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one scrape. Holds at most {@value #MAX_POINTS} points; what is beyond is counted.
 * Of two points of one metric with the same labels the first stays. For one thread.
 */
public final class MetricPage {
  static final int MAX_POINTS = 10_000;

  private final Predicate<String> wanted;
  private final Map<String, Family> families = new LinkedHashMap<>();
  private int points;
  private long leftOut;

  /**
   * An empty page.
   *
   * @param wanted whether a metric of that name, without the suffix of its kind, is asked for
   */
  public MetricPage(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  /** A value that goes up and down. */
  public Family gauge(String name, String help) {
    return family(Kind.GAUGE, name, help);
  }

  /**
   * A value that only goes up.
   *
   * @param name without {@code _total}, which the written name gets
   */
  public Family counter(String name, String help) {
    return family(Kind.COUNTER, name, help);
  }

  /** A distribution over fixed buckets. */
  public Family histogram(String name, String help) {
    return family(Kind.HISTOGRAM, name, help);
  }

  /**
   * What something is, as labels; its value is always 1.
   *
   * @param name without {@code _info}, which the written name gets
   */
  public Family info(String name, String help) {
    return family(Kind.INFO, name, help);
  }

  private Family family(Kind kind, String name, String help) {
    Family known = families.computeIfAbsent(name, k -> new Family(kind, name, help));
    if (known.kind != kind) {
      throw new IllegalStateException(name + " is a " + known.kind + " already");
    }
    return known;
  }

  /** Points that found no room. */
  long leftOut() {
    return leftOut;
  }

  /** Everything that was asked for and has a value. */
  MetricSnapshots snapshots() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    families.values().stream()
        .filter(family -> !family.points.isEmpty())
        .forEach(family -> all.metricSnapshot(family.snapshot()));
    return all.build();
  }

  private enum Kind {
    GAUGE,
    COUNTER,
    HISTOGRAM,
    INFO
  }

  /** One metric with all its label values. */
  public final class Family {
    private final Kind kind;
    private final String name;
    private final String help;
    private final boolean isWanted;
    private final Map<Labels, DataPointSnapshot> points = new LinkedHashMap<>();

    private Family(Kind kind, String name, String help) {
      this.kind = kind;
      this.name = name;
      this.help = help;
      this.isWanted = wanted.test(name);
    }

    /** Whether anybody asked for it; what is dear to measure need not be measured otherwise. */
    public boolean isWanted() {
      return isWanted;
    }

    /**
     * A value. One that is no number is left out, as is a negative one of a counter: both mean that
     * it is not known.
     *
     * @param labels names and values in turn
     */
    public Family add(double value, String... labels) {
      if (Double.isNaN(value) || (kind == Kind.COUNTER && value < 0)) {
        return this;
      }
      Labels of = Labels.of(labels);
      // Null is the library's word for no exemplar.
      @Nullable Exemplar none = null;
      put(
          of,
          kind == Kind.COUNTER
              ? new CounterSnapshot.CounterDataPointSnapshot(value, of, none, 0)
              : new GaugeSnapshot.GaugeDataPointSnapshot(value, of, none));
      return this;
    }

    /**
     * A distribution.
     *
     * @param upperBounds ascending, the last one infinite
     * @param counts of each bucket by itself
     * @param sum of all values
     * @param labels names and values in turn
     */
    public void add(double[] upperBounds, long[] counts, double sum, String... labels) {
      Labels of = Labels.of(labels);
      put(
          of,
          new HistogramSnapshot.HistogramDataPointSnapshot(
              ClassicHistogramBuckets.of(upperBounds, counts), sum, of, Exemplars.EMPTY, 0));
    }

    /**
     * What something is.
     *
     * @param labels names and values in turn
     */
    public void is(String... labels) {
      Labels of = Labels.of(labels);
      put(of, new InfoSnapshot.InfoDataPointSnapshot(of));
    }

    private void put(Labels labels, DataPointSnapshot point) {
      if (!isWanted || points.containsKey(labels)) {
        return;
      }
      if (MetricPage.this.points >= MAX_POINTS) {
        leftOut++;
        return;
      }
      MetricPage.this.points++;
      points.put(labels, point);
    }

    private MetricSnapshot snapshot() {
      MetricMetadata metadata = new MetricMetadata(name, help);
      return switch (kind) {
        case GAUGE -> new GaugeSnapshot(metadata, all(GaugeSnapshot.GaugeDataPointSnapshot.class));
        case COUNTER ->
            new CounterSnapshot(metadata, all(CounterSnapshot.CounterDataPointSnapshot.class));
        case INFO -> new InfoSnapshot(metadata, all(InfoSnapshot.InfoDataPointSnapshot.class));
        case HISTOGRAM ->
            new HistogramSnapshot(
                metadata, all(HistogramSnapshot.HistogramDataPointSnapshot.class));
      };
    }

    private <T extends DataPointSnapshot> List<T> all(Class<T> type) {
      return points.values().stream().map(type::cast).toList();
    }
  }
}
