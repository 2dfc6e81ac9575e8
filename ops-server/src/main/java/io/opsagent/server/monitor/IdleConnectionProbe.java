package io.opsagent.server.monitor;

import io.opsagent.capture.sql.ConnectionPool;
import io.opsagent.capture.sql.DatabaseUrl;
import io.opsagent.capture.sql.IdleConnection;
import io.opsagent.capture.sql.SqlCapture;
import io.opsagent.server.monitor.ServerFigures.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database over a connection that is idle in its pool at that moment, on a thread of its
 * own, so that a server which does not answer holds nobody up: after a second the query is
 * cancelled, and while it does not end the database is not asked again. No connection is ever made,
 * none is waited for, and the one that was taken goes back as it was. For the cycle's thread.
 */
final class IdleConnectionProbe {
  static final String NO_POOL = "It has no pool, so that no idle connection can be lent.";
  static final String NO_IDLE = "No connection of its pool was idle.";
  static final String NOT_KNOWN = "This kind of database is not asked.";
  static final String TOO_LONG = "It did not answer within a second.";
  static final String STILL_ASKED = "It has not answered the question before.";
  private static final Logger LOG = LoggerFactory.getLogger(IdleConnectionProbe.class);
  private static final long CANCEL_MILLIS = 500;

  private final BiFunction<String, Runnable, Thread> threads;
  private final Duration maxTime;
  private @Nullable Question open;
  private boolean isWarned;

  /**
   * A probe of one pool.
   *
   * @param threads makes a daemon thread of a name and its work
   * @param maxTime after which a query is cancelled
   */
  IdleConnectionProbe(BiFunction<String, Runnable, Thread> threads, Duration maxTime) {
    this.threads = threads;
    this.maxTime = maxTime;
  }

  /** What the database says now. */
  Answer ask(ConnectionPool pool) throws InterruptedException {
    Question before = open;
    if (before != null && before.done.getCount() > 0) {
      return Answer.none(STILL_ASKED);
    }
    Question question = new Question(pool);
    open = question;
    threads.apply("opsagent-database", question).start();
    if (!question.done.await(maxTime.toMillis(), TimeUnit.MILLISECONDS)) {
      threads.apply("opsagent-database-cancel", question::cancel).start();
      if (!question.done.await(CANCEL_MILLIS, TimeUnit.MILLISECONDS)) {
        return Answer.none(TOO_LONG);
      }
      open = null;
      return Answer.none(TOO_LONG);
    }
    open = null;
    return question.answer;
  }

  private void warn(String what, Throwable failure) {
    if (!isWarned) {
      isWarned = true;
      // Not the message: a driver's may name what the application sent.
      LOG.warn("{} ({}); further ones are not said", what, failure.getClass().getName());
    }
  }

  private final class Question implements Runnable {
    private final ConnectionPool pool;
    private final ServerQueries queries = new ServerQueries();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile Answer answer = Answer.none(NO_IDLE);

    Question(ConnectionPool pool) {
      this.pool = pool;
    }

    @Override
    public void run() {
      try {
        SqlCapture.uncounted(this::ask);
      } finally {
        done.countDown();
      }
    }

    private void ask() {
      IdleConnection idle;
      try {
        idle = pool.idleConnection();
      } catch (ReflectiveOperationException | RuntimeException e) {
        warn("A pool of " + pool.product() + " lends no connection", e);
        answer = Answer.none("This version of " + pool.product() + " lends no idle connection.");
        return;
      }
      if (idle == null) {
        return;
      }
      try {
        answer = ask(idle.connection());
      } catch (SQLException | RuntimeException | LinkageError e) {
        answer = Answer.none("It did not say its figures (" + e.getClass().getSimpleName() + ").");
      } finally {
        try {
          idle.giveBack();
        } catch (ReflectiveOperationException | RuntimeException e) {
          warn("A connection of " + pool.product() + " could not be given back", e);
        }
      }
    }

    private Answer ask(Connection connection) throws SQLException {
      String url = connection.getMetaData().getURL();
      String type = DatabaseUrl.of(url).type();
      if (!ServerQueries.knows(type)) {
        return new Answer(null, url, NOT_KNOWN);
      }
      try {
        return new Answer(queries.read(connection, type), url, null);
      } catch (SQLException e) {
        String state = e.getSQLState();
        return new Answer(
            null,
            url,
            "It did not say its figures"
                + (state == null || !state.matches("[0-9A-Z]{5}") ? "." : " (" + state + ")."));
      }
    }

    private void cancel() {
      try {
        queries.cancel();
      } catch (SQLException | RuntimeException e) {
        warn("A question to a database could not be cancelled", e);
      }
    }
  }
}
