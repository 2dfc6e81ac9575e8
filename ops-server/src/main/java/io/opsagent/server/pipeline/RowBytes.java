package io.opsagent.server.pipeline;

import io.opsagent.storage.ServiceLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rows take in memory, about: two bytes for each character, and a flat sum for the rest. */
final class RowBytes {
  /** The record, its boxes, the headers of its strings, and the short texts. */
  private static final int FLAT_BYTES = 2_000;

  private RowBytes() {}

  static long of(List<ServiceLog> rows) {
    long bytes = 0;
    for (ServiceLog row : rows) {
      bytes += of(row);
    }
    return bytes;
  }

  static long of(ServiceLog row) {
    long chars =
        (long) row.path().length()
            + row.fullUrl().length()
            + row.queryJson().length()
            + row.traceJson().length()
            + row.messagesJson().length()
            + row.threadName().length()
            + length(row.userId())
            + length(row.userAgentJson())
            + length(row.requestHeadersJson())
            + length(row.responseHeadersJson())
            + length(row.dataJson())
            + length(row.resultJson());
    return FLAT_BYTES + 2 * chars;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
