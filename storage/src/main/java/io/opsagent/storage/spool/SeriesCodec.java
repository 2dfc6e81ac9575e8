package io.opsagent.storage.spool;

import io.opsagent.storage.series.DistinctCount;
import io.opsagent.storage.series.DurationHistogram;
import io.opsagent.storage.series.NotStored;
import io.opsagent.storage.series.Resolution;
import io.opsagent.storage.series.SeriesRow;
import io.opsagent.storage.series.Traffic;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows of statistics as bytes, each member in the order of {@link SeriesRow}. */
final class SeriesCodec {
  private static final int VERSION = 1;
  private static final int MAX_ROWS = 100_000;

  private SeriesCodec() {}

  static byte[] write(List<SeriesRow> rows) {
    return CheckedContent.write(
        VERSION,
        out -> {
          out.writeInt(rows.size());
          for (SeriesRow row : rows) {
            write(out, row);
          }
        });
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is not whole, or of another version
   */
  static List<SeriesRow> read(byte[] bytes) throws IOException {
    DataInputStream in = CheckedContent.read(bytes, VERSION);
    int count = in.readInt();
    if (count < 0 || count > MAX_ROWS) {
      throw new IOException("it says that it has " + count + " rows");
    }
    List<SeriesRow> rows = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        rows.add(read(in));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("a row of it cannot be read: " + e.getMessage(), e);
    }
    return rows;
  }

  private static void write(DataOutputStream out, SeriesRow row) throws IOException {
    out.writeUTF(row.service());
    out.writeUTF(row.endpoint());
    out.writeUTF(row.resolution().name());
    out.writeLong(row.start().toEpochMilli());
    out.writeUTF(row.writer());
    out.writeInt(row.part());
    Traffic traffic = row.traffic();
    Traffic.Counts counts = traffic.counts();
    out.writeLong(counts.requests());
    out.writeLong(counts.errors());
    out.writeLong(counts.inBytes());
    out.writeLong(counts.outBytes());
    out.writeLong(counts.sumMicros());
    out.writeDouble(counts.sumSquaredMillis());
    out.writeLong(counts.maxPerSecond());
    counts(out, counts.byStatus());
    counts(out, counts.byLevel());
    counts(out, counts.byClient());
    counts(out, counts.notStored());
    bytes(out, traffic.durations().toBytes());
    distinct(out, traffic.users());
    distinct(out, traffic.addresses());
  }

  private static SeriesRow read(DataInputStream in) throws IOException {
    return new SeriesRow(
        in.readUTF(),
        in.readUTF(),
        Resolution.valueOf(in.readUTF()),
        Instant.ofEpochMilli(in.readLong()),
        in.readUTF(),
        in.readInt(),
        traffic(in));
  }

  private static Traffic traffic(DataInputStream in) throws IOException {
    long requests = in.readLong();
    long errors = in.readLong();
    long inBytes = in.readLong();
    long outBytes = in.readLong();
    long sumMicros = in.readLong();
    double sumSquaredMillis = in.readDouble();
    long maxPerSecond = in.readLong();
    Map<Integer, Long> byStatus = new TreeMap<>();
    counts(in).forEach((status, count) -> byStatus.put(Integer.valueOf(status), count));
    return Traffic.of(
        new Traffic.Counts(
            requests,
            errors,
            inBytes,
            outBytes,
            sumMicros,
            sumSquaredMillis,
            maxPerSecond,
            byStatus,
            counts(in),
            counts(in),
            notStored(in)),
        DurationHistogram.of(bytes(in)),
        distinct(in),
        distinct(in));
  }

  private static void counts(DataOutputStream out, Map<?, Long> counts) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<?, Long> entry : counts.entrySet()) {
      out.writeUTF(String.valueOf(entry.getKey()));
      out.writeLong(entry.getValue());
    }
  }

  private static Map<String, Long> counts(DataInputStream in) throws IOException {
    int size = in.readInt();
    Map<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      counts.put(in.readUTF(), in.readLong());
    }
    return counts;
  }

  private static Map<NotStored, Long> notStored(DataInputStream in) throws IOException {
    Map<NotStored, Long> notStored = new EnumMap<>(NotStored.class);
    counts(in).forEach((reason, count) -> notStored.put(NotStored.valueOf(reason), count));
    return notStored;
  }

  private static void distinct(DataOutputStream out, @Nullable DistinctCount count)
      throws IOException {
    out.writeBoolean(count != null);
    if (count != null) {
      bytes(out, count.toBytes());
    }
  }

  private static @Nullable DistinctCount distinct(DataInputStream in) throws IOException {
    return in.readBoolean() ? DistinctCount.of(bytes(in)) : null;
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a value of it is longer than the file");
    }
    return in.readNBytes(length);
  }
}
