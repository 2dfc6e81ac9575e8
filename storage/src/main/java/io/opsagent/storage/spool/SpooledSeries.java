package io.opsagent.storage.spool;

import io.opsagent.storage.series.SeriesRow;
import java.util.List;

/**
 * A batch of statistics that waits.
 *
 * @param number its place in the order
 * @param rows of one resolution
 */
public record SpooledSeries(long number, List<SeriesRow> rows) {}
