package io.opsagent.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Takes a whole answer from the thread that makes it and sends it while that thread does something
 * else, so that a caller who reads slowly holds none. Streams of events pass through. What waits to
 * be sent is counted; a caller who takes less than {@value #MIN_BYTES_PER_SECOND} bytes in a second
 * loses its connection.
 */
final class AnswerBuffer extends Handler.Wrapper {
  /** Beyond, no further request is taken in ({@link WorkLimit}), bytes. */
  static final long MAX_UNSENT_BYTES = 8L * 1024 * 1024;

  static final long MIN_BYTES_PER_SECOND = 16 * 1024;
  private static final long FIRST_MILLIS = 10_000;
  private static final String EVENT_STREAM = "text/event-stream";

  /** So long at least an answer may take, however many wait. */
  private static final long MIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final AtomicLong unsentBytes = new AtomicLong();

  /** Answers on their way, the oldest first; at most one for each connection. */
  private final Queue<Buffering> sending = new ConcurrentLinkedQueue<>();

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Buffering buffering = new Buffering(request, response, callback);
    return super.handle(request, buffering, buffering.handled);
  }

  /**
   * Whether there is memory for another answer. Makes some where callers have been reading for
   * long: the one who began first loses his connection, not the one who comes now.
   */
  boolean hasRoom() {
    while (unsentBytes.get() > MAX_UNSENT_BYTES) {
      Buffering first = sending.peek();
      if (first == null || System.nanoTime() - first.sinceNanos < MIN_NANOS) {
        return false;
      }
      if (sending.remove(first)) {
        first.cut();
      }
    }
    return true;
  }

  /** Time for an answer of this size, milliseconds. */
  static long maxMillis(long bytes) {
    return FIRST_MILLIS + TimeUnit.SECONDS.toMillis(bytes) / MIN_BYTES_PER_SECOND;
  }

  /** Bytes that can be looked at without another copy. */
  private static final class Bytes extends ByteArrayOutputStream {
    ByteBuffer view() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  private final class Buffering extends Response.Wrapper {
    private final Request request;
    private final Callback whole;

    /** Two have to say that they are done: who made the answer, and who sends it. */
    private final AtomicInteger open = new AtomicInteger(1);

    private @Nullable Bytes bytes;
    private boolean passesThrough;
    private boolean isLast;
    private volatile long sinceNanos;
    private volatile @Nullable Throwable failure;

    final Callback handled = Callback.from(this::done, this::failed);

    Buffering(Request request, Response wrapped, Callback whole) {
      super(request, wrapped);
      this.request = request;
      this.whole = whole;
    }

    @Override
    public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
      if (passesThrough || (bytes == null && isStream())) {
        passesThrough = true;
        super.write(last, content, callback);
        return;
      }
      Bytes collected = bytes == null ? new Bytes() : bytes;
      bytes = collected;
      int length = BufferUtil.length(content);
      if (length > 0) {
        byte[] copy = BufferUtil.toArray(content);
        collected.write(copy, 0, copy.length);
        BufferUtil.clear(content);
        unsentBytes.addAndGet(length);
      }
      if (last) {
        isLast = true;
        send(collected);
      }
      callback.succeeded();
    }

    @Override
    public boolean hasLastWrite() {
      return isLast || super.hasLastWrite();
    }

    @Override
    public void reset() {
      super.reset();
      Bytes collected = bytes;
      if (collected != null && !isLast) {
        unsentBytes.addAndGet(-collected.size());
        bytes = null;
      }
    }

    private boolean isStream() {
      String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
      return type != null && type.startsWith(EVENT_STREAM);
    }

    private void send(Bytes collected) {
      open.incrementAndGet();
      sinceNanos = System.nanoTime();
      sending.add(this);
      Scheduler.Task deadline =
          request
              .getComponents()
              .getScheduler()
              .schedule(this::cut, maxMillis(collected.size()), TimeUnit.MILLISECONDS);
      super.write(
          true,
          collected.view(),
          Callback.from(
              () -> {
                deadline.cancel();
                done();
              },
              x -> {
                deadline.cancel();
                failed(x);
              }));
    }

    private void cut() {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
    }

    private void failed(Throwable x) {
      failure = x;
      done();
    }

    private void done() {
      if (open.decrementAndGet() > 0) {
        return;
      }
      sending.remove(this);
      Bytes collected = bytes;
      if (collected != null) {
        unsentBytes.addAndGet(-collected.size());
        bytes = null;
      }
      Throwable x = failure;
      if (x == null) {
        whole.succeeded();
      } else {
        whole.failed(x);
      }
    }
  }
}
