package io.opsagent.benchmarks.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes many rows out of those that were loaded into PostgreSQL, each time moved on by their span:
 * ten million in some minutes. The server copies them without indexes and makes the indexes again,
 * as the first step of the schema has them; they are then denser than after writing.
 */
final class Copies {
  private static final String SCHEMA = "/io/opsagent/storage/migration/V1__service_log.sql";

  private final Engine engine;
  private final long copies;
  private final long spanMicros;

  Copies(Engine engine, Map<String, Long> options) {
    this.engine = engine;
    this.copies = options.getOrDefault("copies", 9L);
    this.spanMicros = TimeUnit.DAYS.toMicros(options.getOrDefault("days", 1L));
  }

  void run() throws SQLException, IOException {
    long start = System.nanoTime();
    try (Connection connection = engine.connection();
        Statement statement = connection.createStatement()) {
      String columns = String.join(", ", columns(connection));
      String moved = columns.replace("time_micros", "time_micros + %d");
      List<String> indexes = indexes();
      for (String index : indexes) {
        statement.execute("DROP INDEX IF EXISTS " + name(index));
      }
      long last = number(statement, "SELECT MAX(id) FROM service_log");
      for (long copy = 1; copy <= copies; copy++) {
        statement.execute(
            "INSERT INTO service_log ("
                + columns
                + ") SELECT "
                + String.format(Locale.ROOT, moved, copy * spanMicros)
                + " FROM service_log WHERE id <= "
                + last);
      }
      for (String index : indexes) {
        statement.execute(index);
      }
      statement.execute("VACUUM ANALYZE service_log");
      System.out.printf(
          Locale.ROOT,
          "%,d rows after %d s, %d MB%n",
          number(statement, "SELECT COUNT(*) FROM service_log"),
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
          engine.bytes() >> 20);
    }
  }

  private static List<String> columns(Connection connection) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet found = connection.getMetaData().getColumns(null, null, "service_log", null)) {
      while (found.next()) {
        String name = found.getString("COLUMN_NAME");
        if (!name.equals("id")) {
          columns.add(name);
        }
      }
    }
    return columns;
  }

  private static List<String> indexes() throws IOException {
    try (InputStream in = Copies.class.getResourceAsStream(SCHEMA)) {
      if (in == null) {
        throw new IOException(SCHEMA + " is missing");
      }
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return script
          .lines()
          .filter(line -> !line.startsWith("--"))
          .reduce("", (all, line) -> all + line + "\n")
          .transform(all -> List.of(all.split(";")))
          .stream()
          .map(String::strip)
          .filter(step -> step.startsWith("CREATE INDEX") && step.contains("ON service_log ("))
          .toList();
    }
  }

  private static String name(String createIndex) {
    return createIndex.replaceFirst("(?s)CREATE INDEX IF NOT EXISTS (\\w+).*", "$1");
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
