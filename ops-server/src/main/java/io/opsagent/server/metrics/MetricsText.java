package io.opsagent.server.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The two forms of a page: OpenMetrics 1.0 and Prometheus' text 0.0.4. The library's writers are
 * made with options given here: those that it reads itself are system properties of the
 * application. Any thread.
 */
public enum MetricsText {
  /** OpenMetrics 1.0. */
  OPEN_METRICS(
      OpenMetricsTextFormatWriter.builder()
          .setCreatedTimestampsEnabled(false)
          .setExemplarsOnAllMetricTypesEnabled(false)
          .build()),
  /** Prometheus' text format 0.0.4. */
  PROMETHEUS(PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build());

  private final ExpositionFormatWriter writer;

  MetricsText(ExpositionFormatWriter writer) {
    this.writer = writer;
  }

  /** Media type with version and character set. */
  public String contentType() {
    return writer.getContentType();
  }

  /** The page as UTF-8. */
  public byte[] write(MetricPage page) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
    try {
      writer.write(out, page.snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
