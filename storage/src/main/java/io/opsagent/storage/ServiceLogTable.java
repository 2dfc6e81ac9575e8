package io.opsagent.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ServiceLog} becomes a row of table {@code service_log} and back. Sizes are those of
 * the migration scripts.
 */
final class ServiceLogTable {
  static final int SERVICE_CHARS = 100;
  static final int REQUEST_ID_CHARS = 128;
  static final int ENDPOINT_CHARS = 500;
  static final int PATH_CHARS = 2_000;
  static final int ROUTE_CHARS = 500;
  static final int EXCEPTION_TYPE_CHARS = 300;
  static final int FINGERPRINT_CHARS = 16;
  static final int IP_CHARS = 64;
  static final int USER_ID_CHARS = 200;
  static final int MEDIA_TYPE_CHARS = 200;

  /** Headers, query, trace, details, user agent. */
  static final int MAX_JSON_BYTES = 64 * 1024;

  /** Log messages and stack traces. */
  static final int MAX_MESSAGES_BYTES = 256 * 1024;

  /** Request and response body: 1.5 MiB. */
  static final int MAX_BODY_BYTES = 3 * 512 * 1024;

  private static final List<String> COLUMNS =
      List.of(
          "service",
          "node_id",
          "request_id",
          "trace_id",
          "outcome",
          "level",
          "is_volatile",
          "time_micros",
          "duration_micros",
          "scheme",
          "protocol",
          "method",
          "path",
          "full_url",
          "route",
          "endpoint_ident",
          "endpoint_ref",
          "status",
          "length_bytes",
          "ip",
          "peer",
          "is_public",
          "user_id",
          "request_type",
          "response_type",
          "user_agent_json",
          "query_json",
          "request_headers_json",
          "response_headers_json",
          "data_json",
          "result_json",
          "trace_json",
          "messages_json",
          "details_json",
          "in_traffic_bytes",
          "out_traffic_bytes",
          "exception_type",
          "exception_fingerprint",
          "thread_id",
          "thread_name",
          "worker_pid",
          "worker_id",
          "instance_id");

  /** What a row is found by; nobody reads them. */
  private static final List<String> SEARCHED =
      List.of(
          "kind_id",
          "request_bucket",
          "request_hash",
          "user_bucket",
          "user_hash",
          "ip_bucket",
          "ip_hash");

  /** All but the id, with commas between. */
  static final String WRITTEN =
      Stream.concat(COLUMNS.stream(), SEARCHED.stream()).collect(Collectors.joining(", "));

  static final String INSERT =
      "INSERT INTO service_log ("
          + WRITTEN
          + ") VALUES ("
          + String.join(", ", Collections.nCopies(COLUMNS.size() + SEARCHED.size(), "?"))
          + ")";

  static final String SELECT = "SELECT id, " + String.join(", ", COLUMNS) + " FROM service_log";

  private ServiceLogTable() {}

  /**
   * Writes all columns of {@link #WRITTEN}, in their order. The id is the database's to give.
   *
   * @param kind number of the row's {@link ServiceLogKind}
   */
  static void write(ColumnWriter to, ServiceLog log, long kind) throws SQLException {
    to.text(log.service(), SERVICE_CHARS);
    to.text(log.nodeId(), 100);
    to.text(log.requestId(), REQUEST_ID_CHARS);
    to.text(log.traceId(), 64);
    to.text(log.outcome(), 20);
    to.text(log.level().toUpperCase(Locale.ROOT), 30);
    to.bool(log.isVolatile());
    to.number(Micros.of(log.time()));
    to.number(log.durationMicros());
    to.text(log.scheme(), 20);
    to.text(log.protocol(), 20);
    to.text(log.method(), 40);
    to.text(log.path(), PATH_CHARS);
    to.text(log.fullUrl(), PATH_CHARS);
    to.text(log.route(), ROUTE_CHARS);
    to.text(log.endpointIdent(), ENDPOINT_CHARS);
    to.text(log.endpointRef(), ENDPOINT_CHARS);
    to.number(log.status());
    to.number(log.length());
    to.text(log.ip(), IP_CHARS);
    to.text(log.peer(), 100);
    to.bool(log.isPublic());
    to.text(log.userId(), USER_ID_CHARS);
    to.text(log.requestType(), MEDIA_TYPE_CHARS);
    to.text(log.responseType(), MEDIA_TYPE_CHARS);
    to.json(log.userAgentJson(), MAX_JSON_BYTES);
    to.json(log.queryJson(), MAX_JSON_BYTES);
    to.json(log.requestHeadersJson(), MAX_JSON_BYTES);
    to.json(log.responseHeadersJson(), MAX_JSON_BYTES);
    to.json(log.dataJson(), MAX_BODY_BYTES);
    to.json(log.resultJson(), MAX_BODY_BYTES);
    String messages = TextColumn.json(log.messagesJson(), MAX_MESSAGES_BYTES);
    // The events of the trace point into the messages: one without the other would mislead.
    to.json(messages == null ? null : log.traceJson(), MAX_JSON_BYTES);
    to.json(messages, MAX_MESSAGES_BYTES);
    to.json(log.detailsJson(), MAX_JSON_BYTES);
    to.number(log.inTraffic());
    to.number(log.outTraffic());
    to.text(log.exceptionType(), EXCEPTION_TYPE_CHARS);
    to.text(log.exceptionFingerprint(), FINGERPRINT_CHARS);
    to.number(log.threadId());
    to.text(log.threadName(), 200);
    to.number(log.workerPid());
    to.number(log.workerId());
    to.number(log.instanceId());
    to.number(kind);
    to.bucket(bucket(log, log.requestId(), REQUEST_ID_CHARS));
    to.bucket(bucket(log, log.userId(), USER_ID_CHARS));
    to.bucket(bucket(log, log.ip(), IP_CHARS));
  }

  private static @Nullable Bucket bucket(ServiceLog log, @Nullable String text, int maxChars) {
    return Bucket.of(
        TextColumn.fit(log.service(), SERVICE_CHARS), TextColumn.fitOrNull(text, maxChars));
  }

  /** Reads the current row of {@link #SELECT}. */
  static ServiceLog read(ResultSet row) throws SQLException {
    Reader from = new Reader(row);
    return new ServiceLog(
        from.number(),
        from.text(),
        from.textOrNull(),
        from.text(),
        from.textOrNull(),
        from.text(),
        from.text(),
        from.bool(),
        Micros.toInstant(from.number()),
        from.number(),
        from.text(),
        from.textOrNull(),
        from.text(),
        from.text(),
        from.text(),
        from.textOrNull(),
        from.textOrNull(),
        from.textOrNull(),
        from.integerOrNull(),
        from.numberOrNull(),
        from.text(),
        from.textOrNull(),
        from.bool(),
        from.textOrNull(),
        from.textOrNull(),
        from.textOrNull(),
        from.textOrNull(),
        from.textOr("{}"),
        from.textOrNull(),
        from.textOrNull(),
        from.textOrNull(),
        from.textOrNull(),
        from.textOr("[]"),
        from.textOr("[]"),
        from.textOrNull(),
        from.number(),
        from.number(),
        from.textOrNull(),
        from.textOrNull(),
        from.number(),
        from.text(),
        from.number(),
        from.numberOrNull(),
        from.numberOrNull());
  }

  /** Reads one column after the other. */
  private static final class Reader {
    private final ResultSet row;
    private int index;

    Reader(ResultSet row) {
      this.row = row;
    }

    String text() throws SQLException {
      return textOr("");
    }

    String textOr(String absent) throws SQLException {
      String value = textOrNull();
      return value == null ? absent : value;
    }

    @Nullable String textOrNull() throws SQLException {
      return row.getString(++index);
    }

    boolean bool() throws SQLException {
      return row.getBoolean(++index);
    }

    long number() throws SQLException {
      return row.getLong(++index);
    }

    @Nullable Long numberOrNull() throws SQLException {
      long value = row.getLong(++index);
      return row.wasNull() ? null : Long.valueOf(value);
    }

    @Nullable Integer integerOrNull() throws SQLException {
      int value = row.getInt(++index);
      return row.wasNull() ? null : Integer.valueOf(value);
    }
  }
}
