package io.opsagent.server.metrics;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sources of figures together. A source that fails costs its own figures only and is counted.
 * Any thread.
 */
public final class MetricsExporter {
  private static final Logger LOG = LoggerFactory.getLogger(MetricsExporter.class);

  private final List<MetricSource> sources;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong leftOut = new AtomicLong();

  /** An exporter over these; the order is that of the answer. */
  public MetricsExporter(List<MetricSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * Reads all figures.
   *
   * @param wanted whether a metric is asked for, by its name without {@code _total}
   * @param more a further source
   */
  public MetricPage collect(Predicate<String> wanted, MetricSource more) {
    MetricPage page = new MetricPage(wanted);
    for (MetricSource source : sources) {
      collect(source, page);
    }
    collect(more, page);
    leftOut.addAndGet(page.leftOut());
    page.counter("opsagent_scrape_source_failures", "Sources that failed while they were scraped.")
        .add(failures.get());
    page.counter("opsagent_scrape_points_left_out", "Points beyond the cap of one scrape.")
        .add(leftOut.get());
    return page;
  }

  private void collect(MetricSource source, MetricPage page) {
    try {
      source.collect(page);
    } catch (RuntimeException e) {
      if (failures.getAndIncrement() == 0) {
        LOG.warn("Figures could not be read; further failures are only counted", e);
      }
    }
  }
}
