package io.opsagent.server.metrics;

import io.opsagent.server.monitor.LatestSamples;
import io.opsagent.storage.monitor.MonitorKind;

/**
 * What the monitors measured last of the host, of databases with their pools and of caches:
 * whatever figures a monitor has, under names made by {@link FigureName}. As old as the last cycle;
 * the host is measured by one process of a service only. Any thread.
 */
public final class MonitorMetrics implements MetricSource {
  private final LatestSamples samples;

  /** Figures out of that memory. */
  public MonitorMetrics(LatestSamples samples) {
    this.samples = samples;
  }

  @Override
  public void collect(MetricPage page) {
    for (LatestSamples.Latest latest : samples.all()) {
      String prefix =
          switch (latest.kind()) {
            case DATABASE -> "opsagent_database";
            case CACHE -> "opsagent_cache";
            default -> "opsagent_host";
          };
      String[] labels =
          latest.kind() == MonitorKind.DATABASE
              ? new String[] {"database", latest.name()}
              : latest.kind() == MonitorKind.CACHE
                  ? new String[] {"cache", latest.name()}
                  : new String[] {};
      page.gauge(prefix + "_sample_timestamp_seconds", "When it was measured, in Unix time.")
          .add(latest.time().toEpochMilli() / 1_000.0, labels);
      latest
          .figures()
          .forEach((figure, value) -> add(page, FigureName.of(prefix, figure), value, labels));
    }
    page.counter("opsagent_monitor_figures_left_out", "Figures beyond the caps of this page.")
        .add(samples.leftOut());
  }

  private static void add(MetricPage page, FigureName name, double value, String[] labels) {
    String help = "As measured by the monitor in its last cycle.";
    (name.isCounter() ? page.counter(name.name(), help) : page.gauge(name.name(), help))
        .add(value * name.factor(), labels);
  }
}
