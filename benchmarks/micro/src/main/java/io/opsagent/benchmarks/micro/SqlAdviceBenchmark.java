package io.opsagent.benchmarks.micro;

import io.opsagent.capture.Capture;
import io.opsagent.capture.CurrentExchange;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.jdbc.PrepareAdvice;
import io.opsagent.jdbc.PreparedAdvice;
import io.opsagent.jdbc.TextAdvice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a statement of the application costs in addition: the pair of advice around it, without the
 * statement itself, on H2's own objects; outside of any request, and within one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // set by JMH before use
public class SqlAdviceBenchmark {
  private static final String SQL = "select 1 from dual where 1 = 1";

  @Param({"false", "true"})
  public boolean inRequest;

  private Connection connection;
  private Statement statement;
  private PreparedStatement prepared;
  private @Nullable Object section;

  @Setup
  public void open() throws SQLException {
    Capture capture = Captures.installProduction();
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:shop");
    connection = source.getConnection();
    statement = connection.createStatement();
    prepared = connection.prepareStatement(SQL);
    PrepareAdvice.exit(connection, SQL, prepared);
    if (inRequest) {
      Exchange exchange = capture.begin("tomcat");
      if (exchange == null) {
        throw new IllegalStateException("capture is not on");
      }
      section = CurrentExchange.enter(exchange);
    }
    text();
    prepared();
    if (SqlCapture.current().databases().isEmpty()) {
      throw new IllegalStateException("the statements were not counted");
    }
  }

  @TearDown
  public void close() throws SQLException {
    CurrentExchange.exit(section);
    connection.close();
  }

  @Benchmark
  public void text() {
    TextAdvice.exit(TextAdvice.enter(statement, SQL), null);
  }

  @Benchmark
  public void prepared() {
    PreparedAdvice.exit(PreparedAdvice.enter(prepared), null);
  }
}
