package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One thread that sends requests over many connections, on this machine, without allocation for a
 * request. Closed model: each connection sends the next request as soon as it has its answer. Open
 * model: requests have a timetable; one that finds no free connection waits, and its latency counts
 * from when it should have been sent, so that a server that stalls does not hide that (coordinated
 * omission). Not for more than one thread.
 */
final class LoadClient implements AutoCloseable {
  private static final int OPEN_MODEL_CONNECTIONS = 64;
  private static final long MAX_LATE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Selector selector = Selector.open();
  private final List<Connection> connections = new ArrayList<>();
  private final ArrayDeque<Connection> free = new ArrayDeque<>(OPEN_MODEL_CONNECTIONS);
  private final ByteBuffer[] requests;
  private final int expectedStatus;
  private int turn;
  private long answered;
  private long unexpected;
  private long[] latencyNanos = {};
  private int latencies;

  LoadClient(int port, Workload workload, int connectionCount) throws IOException {
    requests = workload.buffers();
    expectedStatus = workload.status();
    for (int i = 0; i < connectionCount; i++) {
      connections.add(new Connection(port, selector));
    }
  }

  static LoadClient openModel(int port, Workload workload) throws IOException {
    return new LoadClient(port, workload, OPEN_MODEL_CONNECTIONS);
  }

  /** Sends as much as is answered, for so long or so many requests, whichever is first. */
  Load saturate(long durationNanos, long maxRequests) throws IOException {
    long start = System.nanoTime();
    for (Connection connection : connections) {
      connection.send(next(), start);
    }
    long now = start;
    while (now - start < durationNanos && answered < maxRequests) {
      selector.select(this::closedModel, 100);
      now = System.nanoTime();
    }
    return new Load(answered, unexpected, 0, now - start, new long[0]);
  }

  /**
   * Sends by a timetable of equal steps.
   *
   * @param perSecond requests a second
   * @param durationNanos length of the timetable; what is late is waited for some seconds longer
   */
  Load atRate(double perSecond, long durationNanos) throws IOException {
    double stepNanos = 1e9 / perSecond;
    int total = (int) (durationNanos / stepNanos);
    latencyNanos = new long[total];
    free.addAll(connections);
    long start = System.nanoTime();
    long now = start;
    int sent = 0;
    while (answered < total && now - start < durationNanos + MAX_LATE_NANOS) {
      while (sent < total && now - start >= (long) (sent * stepNanos) && !free.isEmpty()) {
        free.pop().send(next(), start + (long) (sent * stepNanos));
        sent++;
      }
      // A client that sleeps would wake too late for latencies of a tenth of a millisecond.
      if (selector.selectNow(this::openModel) == 0) {
        Thread.yield();
      }
      now = System.nanoTime();
    }
    long[] seen = Arrays.copyOf(latencyNanos, latencies);
    Arrays.sort(seen);
    return new Load(answered, unexpected, total - answered, now - start, seen);
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
    selector.close();
  }

  private ByteBuffer next() {
    ByteBuffer request = requests[turn];
    turn = turn + 1 == requests.length ? 0 : turn + 1;
    return request;
  }

  private void closedModel(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (isAnswered(connection)) {
        connection.send(next(), 0);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the application does not answer as it should", e);
    }
  }

  private void openModel(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      if (isAnswered(connection)) {
        latencyNanos[latencies++] = System.nanoTime() - connection.intendedNanos();
        free.push(connection);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the application does not answer as it should", e);
    }
  }

  private boolean isAnswered(Connection connection) throws IOException {
    int status = connection.read();
    if (status == 0) {
      return false;
    }
    answered++;
    if (status != expectedStatus) {
      unexpected++;
    }
    return true;
  }
}
