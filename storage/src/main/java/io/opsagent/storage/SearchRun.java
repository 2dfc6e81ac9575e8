package io.opsagent.storage;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * The queries of one search, which end together when its time is over, on a connection that it does
 * not close. For one thread.
 */
final class SearchRun {
  private final Handle handle;
  private final long deadlineNanos;
  private final IndexHint hint;

  SearchRun(Handle handle, long deadlineNanos) throws SQLException {
    this.handle = handle;
    this.deadlineNanos = deadlineNanos;
    this.hint = IndexHint.of(handle.getConnection());
  }

  /** What follows the table's name in a query that is to use an index; begins with a blank. */
  String using(String index) {
    return hint.using(index);
  }

  /** Keys, of a query whose columns are the time and the id. */
  List<ServiceLogKey> keys(String sql, List<Object> values) throws TimeOver {
    return ask(
        sql,
        values,
        query ->
            query.map((row, context) -> new ServiceLogKey(row.getLong(1), row.getLong(2))).list());
  }

  /** Numbers, of a query of one column. */
  List<Long> numbers(String sql, List<Object> values) throws TimeOver {
    return ask(sql, values, query -> query.mapTo(Long.class).list());
  }

  /** Runs a query for as long as the search may take. */
  <T> T ask(String sql, List<Object> values, Reading<T> reading) throws TimeOver {
    long leftNanos = deadlineNanos - System.nanoTime();
    if (leftNanos <= 0) {
      throw new TimeOver();
    }
    // Whole seconds are all that JDBC knows.
    int seconds = (int) Math.min(3_600, TimeUnit.NANOSECONDS.toSeconds(leftNanos) + 1);
    try (Query query = handle.createQuery(sql).setQueryTimeout(seconds)) {
      for (int i = 0; i < values.size(); i++) {
        query.bind(i, values.get(i));
      }
      return reading.of(query);
    } catch (UnableToExecuteStatementException e) {
      if (isTimeout(e)) {
        throw new TimeOver();
      }
      throw e;
    }
  }

  private static boolean isTimeout(Throwable failure) {
    SQLException sql = DatabaseFailure.sqlOf(failure);
    if (sql == null) {
      return false;
    }
    // H2 and PostgreSQL; MariaDB; MySQL.
    return sql instanceof SQLTimeoutException
        || "57014".equals(sql.getSQLState())
        || sql.getErrorCode() == 1969
        || sql.getErrorCode() == 3024;
  }

  /** Reads the rows of a query. */
  @FunctionalInterface
  interface Reading<T> {
    T of(Query query);
  }

  /** The search may not take longer. */
  static final class TimeOver extends Exception {
    private static final long serialVersionUID = 1L;

    TimeOver() {
      super("The time of a search is over", null, false, false);
    }
  }
}
