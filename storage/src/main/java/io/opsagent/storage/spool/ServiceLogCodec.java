package io.opsagent.storage.spool;

import io.opsagent.storage.ServiceLog;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as bytes, each member in the order of {@link ServiceLog}. */
final class ServiceLogCodec {
  private static final int VERSION = 2;
  private static final int MAX_ROWS = 100_000;

  private ServiceLogCodec() {}

  static byte[] write(List<ServiceLog> rows) {
    return CheckedContent.write(
        VERSION,
        out -> {
          out.writeInt(rows.size());
          for (ServiceLog row : rows) {
            write(out, row);
          }
        });
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is not whole, or of another version
   */
  static List<ServiceLog> read(byte[] bytes) throws IOException {
    DataInputStream in = CheckedContent.read(bytes, VERSION);
    int count = in.readInt();
    if (count < 0 || count > MAX_ROWS) {
      throw new IOException("it says that it has " + count + " rows");
    }
    List<ServiceLog> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(read(in));
    }
    return rows;
  }

  private static void write(DataOutputStream out, ServiceLog row) throws IOException {
    text(out, row.service());
    text(out, row.nodeId());
    text(out, row.requestId());
    text(out, row.traceId());
    text(out, row.outcome());
    text(out, row.level());
    out.writeBoolean(row.isVolatile());
    out.writeLong(row.time().getEpochSecond());
    out.writeInt(row.time().getNano());
    out.writeLong(row.durationMicros());
    text(out, row.scheme());
    text(out, row.protocol());
    text(out, row.method());
    text(out, row.path());
    text(out, row.fullUrl());
    text(out, row.route());
    text(out, row.endpointIdent());
    text(out, row.endpointRef());
    number(out, row.status());
    number(out, row.length());
    text(out, row.ip());
    text(out, row.peer());
    out.writeBoolean(row.isPublic());
    text(out, row.userId());
    text(out, row.requestType());
    text(out, row.responseType());
    text(out, row.userAgentJson());
    text(out, row.queryJson());
    text(out, row.requestHeadersJson());
    text(out, row.responseHeadersJson());
    text(out, row.dataJson());
    text(out, row.resultJson());
    text(out, row.traceJson());
    text(out, row.messagesJson());
    text(out, row.detailsJson());
    out.writeLong(row.inTraffic());
    out.writeLong(row.outTraffic());
    text(out, row.exceptionType());
    text(out, row.exceptionFingerprint());
    out.writeLong(row.threadId());
    text(out, row.threadName());
    out.writeLong(row.workerPid());
    number(out, row.workerId());
    number(out, row.instanceId());
  }

  private static ServiceLog read(DataInputStream in) throws IOException {
    return new ServiceLog(
        0,
        needed(in),
        text(in),
        needed(in),
        text(in),
        needed(in),
        needed(in),
        in.readBoolean(),
        Instant.ofEpochSecond(in.readLong(), in.readInt()),
        in.readLong(),
        needed(in),
        text(in),
        needed(in),
        needed(in),
        needed(in),
        text(in),
        text(in),
        text(in),
        integer(in),
        number(in),
        needed(in),
        text(in),
        in.readBoolean(),
        text(in),
        text(in),
        text(in),
        text(in),
        needed(in),
        text(in),
        text(in),
        text(in),
        text(in),
        needed(in),
        needed(in),
        text(in),
        in.readLong(),
        in.readLong(),
        text(in),
        text(in),
        in.readLong(),
        needed(in),
        in.readLong(),
        number(in),
        number(in));
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    if (length > in.available()) {
      throw new IOException("a text of it is longer than the file");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static String needed(DataInputStream in) throws IOException {
    String text = text(in);
    return text == null ? "" : text;
  }

  private static void number(DataOutputStream out, @Nullable Number number) throws IOException {
    out.writeBoolean(number != null);
    out.writeLong(number == null ? 0 : number.longValue());
  }

  private static @Nullable Long number(DataInputStream in) throws IOException {
    boolean there = in.readBoolean();
    long number = in.readLong();
    return there ? number : null;
  }

  private static @Nullable Integer integer(DataInputStream in) throws IOException {
    Long number = number(in);
    return number == null ? null : Integer.valueOf(number.intValue());
  }
}
