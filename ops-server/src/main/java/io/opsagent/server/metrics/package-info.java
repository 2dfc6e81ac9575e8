/** What monitoring systems scrape: figures that are kept anyway, in Prometheus' forms. */
@NullMarked
package io.opsagent.server.metrics;

import org.jspecify.annotations.NullMarked;
