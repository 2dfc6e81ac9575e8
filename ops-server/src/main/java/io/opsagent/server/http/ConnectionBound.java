package io.opsagent.server.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the number of open connections within a bound by closing the one that has been idle
 * longest. So whoever opens connections and leaves them does not keep others out, nor does it take
 * file descriptors that the application needs. As a handler it notes which connections are not
 * idle.
 */
final class ConnectionBound extends Handler.Wrapper implements Connection.Listener {
  private final int maxConnections;

  /** Open connections, each with the number of its requests at work. Bounded by what it does. */
  private final Map<EndPoint, Integer> open = new ConcurrentHashMap<>();

  private final LongAdder closed = new LongAdder();

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
    if (open.putIfAbsent(endPoint, 0) == null && open.size() > maxConnections) {
      closed.increment();
      EndPoint idle = longestIdle(endPoint);
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
    open.computeIfPresent(endPoint, (key, atWork) -> atWork + 1);
    Request.addCompletionListener(
        request, failure -> open.computeIfPresent(endPoint, (key, atWork) -> atWork - 1));
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
  private EndPoint longestIdle(EndPoint newcomer) {
    EndPoint longest = newcomer;
    long longestMillis = -1;
    for (Map.Entry<EndPoint, Integer> entry : open.entrySet()) {
      EndPoint endPoint = entry.getKey();
      if (entry.getValue() == 0 && endPoint != newcomer) {
        long idleMillis = endPoint instanceof AbstractEndPoint known ? known.getIdleFor() : 0;
        if (idleMillis > longestMillis) {
          longest = endPoint;
          longestMillis = idleMillis;
        }
      }
    }
    return longest;
  }

  /** Below TLS lies the socket's own end point; there is one for both connections. */
  private static EndPoint lowest(Connection connection) {
    EndPoint endPoint = connection.getEndPoint();
    @Nullable EndPoint below =
        endPoint instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : null;
    return below == null ? endPoint : below;
  }
}
