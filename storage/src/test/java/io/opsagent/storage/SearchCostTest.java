package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.ServiceLogTerm.Field;
import io.opsagent.storage.schema.SchemaMigration;
import io.opsagent.storage.testkit.SyntheticTraffic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many index entries and rows a page costs in a large table, on H2: what H2 itself counts when
 * it runs the statements again under EXPLAIN ANALYZE. No times, which are another machine's. The
 * number of rows is the system property {@code opsagent.test.rows}, a million without it, which
 * takes two minutes.
 */
class SearchCostTest {
  private static final long ROWS = Long.getLong("opsagent.test.rows", 1_000_000);

  /** Written by the repository; the others are copies of these with later times. */
  private static final int WRITTEN = 5_000;

  /** For a page at any depth, of a million rows or of a hundred million. */
  private static final long MOST_ENTRIES = 50_000;

  private static final int PAGE_ROWS = 20;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final long SPAN_MICROS = TimeUnit.HOURS.toMicros(6);
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  private static @Nullable ReopeningDatabase database;

  @BeforeAll
  static void load(@TempDir Path folder) throws Exception {
    try (ReopeningDatabase loading = open(folder)) {
      SyntheticTraffic traffic = new SyntheticTraffic("shop", START, WRITTEN, SPAN_MICROS, 1);
      JdbiServiceLogRepository logs = new JdbiServiceLogRepository(loading);
      for (int written = 0; written < WRITTEN; written += 1_000) {
        logs.insert(traffic.next(1_000));
      }
    }
    copy(folder);
    database = open(folder);
    divide(database);
  }

  @AfterAll
  static void close() {
    opened().close();
  }

  @Test
  void a_page_by_each_filter_and_each_pair_reads_a_bounded_number_of_entries() {
    Map<String, Consumer<ServiceLogFilters>> filters = filters();
    List<String> names = new ArrayList<>(filters.keySet());
    List<String> tooMany = new ArrayList<>();
    for (int a = 0; a < names.size(); a++) {
      for (int b = a; b < names.size(); b++) {
        Consumer<ServiceLogFilters> both =
            Objects.requireNonNull(filters.get(names.get(a)))
                .andThen(Objects.requireNonNull(filters.get(names.get(b))));
        for (ServiceLogKey after : List.of(end(), middle())) {
          long entries = entries(ServiceLogFilters.filter(both), after);
          if (entries > MOST_ENTRIES) {
            tooMany.add(names.get(a) + " and " + names.get(b) + ": " + entries);
          }
        }
      }
    }
    assertThat(tooMany).isEmpty();
  }

  @Test
  void the_first_page_without_a_filter_reads_little_more_than_its_rows() {
    assertThat(entries(ServiceLogFilters.all(), end())).isBetween(20L, 100L);
    assertThat(entries(ServiceLogFilters.all(), middle())).isBetween(20L, 100L);
  }

  @Test
  void what_is_counted_is_what_would_take_long() {
    // A filter that no index knows looks at every row, so the bound of the other test can be
    // broken.
    ServiceLogFilter filter = ServiceLogFilters.filter(f -> f.pathContains = "no-such-path");
    assertThat(entries(filter, end())).isGreaterThan(MOST_ENTRIES);
  }

  /** Often, seldom and never; where there is no row the whole selection is looked through. */
  private static Map<String, Consumer<ServiceLogFilters>> filters() {
    Map<String, Consumer<ServiceLogFilters>> filters = new LinkedHashMap<>();
    filters.put("an hour", f -> f.timeLte = START.plusSeconds(3_600));
    filters.put("INFO", f -> f.level = "INFO");
    filters.put("ERROR", f -> f.level = "ERROR");
    filters.put("status 200", f -> f.status = 200);
    filters.put("status 503", f -> f.status = 503);
    filters.put("status 418", f -> f.status = 418);
    filters.put("GET", f -> f.method = "get");
    filters.put("DELETE", f -> f.method = "delete");
    filters.put("common endpoint", f -> f.endpointIdent = SyntheticTraffic.endpoint(0));
    filters.put("rare endpoint", f -> f.endpointIdent = SyntheticTraffic.endpoint(199));
    filters.put("common address", f -> f.ip = SyntheticTraffic.ip(0));
    filters.put("rare address", f -> f.ip = SyntheticTraffic.ip(40_000));
    filters.put("rare user", f -> f.userId = SyntheticTraffic.user(40_000));
    filters.put("no user", f -> f.userId = "nobody");
    filters.put("instance", f -> f.instanceId = 2L);
    filters.put("no instance", f -> f.instanceId = 77L);
    filters.put("instances", f -> f.terms = List.of(one(Field.INSTANCE, "2")));
    filters.put("request", f -> f.requestId = SyntheticTraffic.requestId(77));
    filters.put("no request", f -> f.requestId = "none");
    filters.put("route", f -> f.terms = List.of(one(Field.ROUTE, "/api/none")));
    filters.put("fingerprint", f -> f.terms = List.of(one(Field.FINGERPRINT, "none")));
    return filters;
  }

  private static ServiceLogTerm one(ServiceLogTerm.Field field, String value) {
    return new ServiceLogTerm.OneOf(field, List.of(value), false);
  }

  private static ServiceLogKey end() {
    return new ServiceLogKey(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private static ServiceLogKey middle() {
    return new ServiceLogKey(Micros.of(START) + ROWS / WRITTEN / 2 * SPAN_MICROS, 0);
  }

  /** What H2 says that the statements of a page read. */
  private static long entries(ServiceLogFilter filter, ServiceLogKey after) {
    return opened()
        .use(
            "explain",
            handle -> {
              List<String> plans = new ArrayList<>();
              handle.setSqlLogger(new Explaining(plans));
              ServiceLogSelection selection = new ServiceLogSelection(filter);
              SearchRun run =
                  new SearchRun(handle, System.nanoTime() + TimeUnit.MINUTES.toNanos(2));
              FoundRows found =
                  FoundRows.byTime(run, selection, selection.range(true, after), 0, PAGE_ROWS);
              assertThat(found.isComplete()).isTrue();
              assertThat(plans).isNotEmpty();
              return plans.stream()
                  .flatMap(plan -> SCANNED.matcher(plan).results())
                  .mapToLong(match -> Long.parseLong(match.group(1)))
                  .sum();
            });
  }

  /** Nine tenths of the time would go into the indexes: they are made again when all is there. */
  private static void copy(Path folder) throws Exception {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:file:" + folder.resolve("ops") + ";PAGE_SIZE=4096;CACHE_SIZE=65536");
    source.setUser("OPSAGENT_OWNER");
    source.setPassword("");
    try (Connection owner = source.getConnection();
        Statement statement = owner.createStatement()) {
      String script = script();
      Matcher index = Pattern.compile("IF NOT EXISTS (ix_service_log_\\w+)").matcher(script);
      while (index.find()) {
        statement.execute("DROP INDEX " + index.group(1));
      }
      String columns = columns(owner);
      for (long copy = 1; copy < ROWS / WRITTEN; copy++) {
        statement.execute(
            "INSERT INTO service_log ("
                + columns
                + ") SELECT "
                + columns.replace("TIME_MICROS", "TIME_MICROS + " + copy * SPAN_MICROS)
                + " FROM service_log WHERE id <= "
                + WRITTEN);
      }
      statement.execute(script);
    }
  }

  /** As the cycle does with what is ten minutes old. */
  private static void divide(DatabaseAccess loaded) {
    SegmentUpkeep upkeep = new SegmentUpkeep(loaded, System::nanoTime);
    Instant later = START.plus(365, ChronoUnit.DAYS);
    while (upkeep.run(later) > 0) {
      // A run takes a second at most.
    }
    upkeep.run(later.plusSeconds(61));
  }

  /** SchemaDialectTest holds that this is the step as H2 reads it. */
  private static String script() throws IOException {
    try (InputStream in =
        SearchCostTest.class.getResourceAsStream(
            "/io/opsagent/storage/migration/test/V1__service_log_h2.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** All but the id, and without the wide ones, which no index has. */
  private static String columns(Connection connection) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet found =
        connection.getMetaData().getColumns(null, "PUBLIC", "SERVICE_LOG", null)) {
      while (found.next()) {
        String name = found.getString("COLUMN_NAME");
        if (!name.equals("ID") && !name.endsWith("_JSON")) {
          columns.add(name);
        }
      }
    }
    return String.join(", ", columns);
  }

  private static ReopeningDatabase open(Path folder) {
    return new ReopeningDatabase(new H2File(folder), SchemaMigration.ALL, line -> {});
  }

  private static ReopeningDatabase opened() {
    return Objects.requireNonNull(database);
  }

  /** Runs each statement again, with the same values, as one that says what it read. */
  private record Explaining(List<String> plans) implements SqlLogger {
    @Override
    public void logAfterExecution(StatementContext context) {
      String sql = "EXPLAIN ANALYZE " + context.getParsedSql().getSql();
      try (PreparedStatement statement = context.getConnection().prepareStatement(sql)) {
        int parameters = statement.getParameterMetaData().getParameterCount();
        for (int i = 0; i < parameters; i++) {
          context.getBinding().findForPosition(i).orElseThrow().apply(i + 1, statement, context);
        }
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          plans.add(rows.getString(1));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }
  }
}
