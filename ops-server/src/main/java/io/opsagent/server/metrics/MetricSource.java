package io.opsagent.server.metrics;

/**
 * Something whose figures are scraped. Called on server threads, by several at once: it answers
 * from memory or from the JVM's own counters, never from the database.
 */
@FunctionalInterface
public interface MetricSource {

  /** Puts the figures as of now on the page. */
  void collect(MetricPage page);
}
