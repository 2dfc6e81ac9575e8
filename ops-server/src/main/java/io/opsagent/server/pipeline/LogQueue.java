package io.opsagent.server.pipeline;

import io.opsagent.storage.ServiceLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bounded hand-over from the drain to the writer. Full means: the new row is left out and
 * counted, the drain goes on.
 */
final class LogQueue {
  private final ArrayBlockingQueue<ServiceLog> queue;
  private final int capacity;
  private final LongAdder refused = new LongAdder();

  LogQueue(int capacity) {
    this.capacity = capacity;
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  void offer(ServiceLog log) {
    if (!queue.offer(log)) {
      refused.increment();
    }
  }

  /** Waits for a row, at most that long, and takes up to that many that are there. */
  List<ServiceLog> take(int maxRows, long maxWaitMillis) throws InterruptedException {
    List<ServiceLog> rows = new ArrayList<>();
    ServiceLog first = queue.poll(maxWaitMillis, TimeUnit.MILLISECONDS);
    if (first != null) {
      rows.add(first);
      queue.drainTo(rows, maxRows - 1);
    }
    return rows;
  }

  int size() {
    return queue.size();
  }

  int capacity() {
    return capacity;
  }

  long refused() {
    return refused.sum();
  }
}
