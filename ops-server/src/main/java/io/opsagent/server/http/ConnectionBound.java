package io.opsagent.server.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps the number of open connections within a bound by closing one that is idle: first one that
 * never sent a request, then the one whose last is longest ago. So whoever opens connections and
 * leaves them does not keep others out, nor does it take file descriptors that the application
 * needs. As a handler it notes what connections do.
 */
final class ConnectionBound extends Handler.Wrapper implements Connection.Listener {
  private final int maxConnections;

  /** Open connections. Bounded by what this class does. */
  private final Map<EndPoint, Use> open = new ConcurrentHashMap<>();

  private final LongAdder closed = new LongAdder();

  /**
   * What a connection is used for.
   *
   * @param atWork requests that are not answered
   * @param hasAsked whether it ever sent one
   * @param sinceNanos when it was opened, or last answered
   */
  private record Use(int atWork, boolean hasAsked, long sinceNanos) {
    Use begun() {
      return new Use(atWork + 1, true, sinceNanos);
    }

    Use ended() {
      return new Use(atWork - 1, true, System.nanoTime());
    }

    boolean isIdle() {
      return atWork == 0;
    }

    /** Whether it can be missed more easily than another one that is idle. */
    boolean isLessUsedThan(Use other) {
      return hasAsked == other.hasAsked ? sinceNanos - other.sinceNanos < 0 : !hasAsked;
    }
  }

  /**
   * A bound.
   *
   * @param maxConnections that are open at the same time
   */
  ConnectionBound(int maxConnections) {
    this.maxConnections = maxConnections;
  }

  @Override
  public void onOpened(Connection connection) {
    EndPoint endPoint = lowest(connection);
    boolean isNew = open.putIfAbsent(endPoint, new Use(0, false, System.nanoTime())) == null;
    if (isNew && open.size() > maxConnections) {
      closed.increment();
      EndPoint idle = leastUsed(endPoint);
      open.remove(idle);
      idle.close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    EndPoint endPoint = lowest(connection);
    if (!endPoint.isOpen()) {
      open.remove(endPoint);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint endPoint = lowest(request.getConnectionMetaData().getConnection());
    open.computeIfPresent(endPoint, (key, use) -> use.begun());
    Request.addCompletionListener(
        request, failure -> open.computeIfPresent(endPoint, (key, use) -> use.ended()));
    return super.handle(request, response, callback);
  }

  /** How many connections were closed because there were too many. */
  long closed() {
    return closed.sum();
  }

  int openConnections() {
    return open.size();
  }

  /** The newcomer itself if every other has work. */
  private EndPoint leastUsed(EndPoint newcomer) {
    Map.Entry<EndPoint, Use> least = null;
    for (Map.Entry<EndPoint, Use> entry : open.entrySet()) {
      if (entry.getKey() != newcomer
          && entry.getValue().isIdle()
          && (least == null || entry.getValue().isLessUsedThan(least.getValue()))) {
        least = entry;
      }
    }
    return least == null ? newcomer : least.getKey();
  }

  /** Below TLS lies the socket's own end point; there is one for both connections. */
  private static EndPoint lowest(Connection connection) {
    EndPoint endPoint = connection.getEndPoint();
    return endPoint instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : endPoint;
  }
}
