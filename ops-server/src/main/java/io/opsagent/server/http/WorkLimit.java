package io.opsagent.server.http;

import io.opsagent.server.tasklog.TaskLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * At most so many requests are at work and so many wait, none of them on a thread; the answer to
 * others is 429 with {@code Retry-After}. Always on: it keeps the API from taking the application's
 * processors and memory. Health is asked past it, since it is asked most urgently then.
 */
final class WorkLimit extends Handler.Wrapper {
  /**
   * Half of the processors, which belong to the application: 2 at least, so that one slow question
   * does not hold all others, and 4 at most, as many as the pool of a database has connections.
   */
  static final int MAX_AT_WORK =
      Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));

  static final int MAX_WAITING = 64;

  /** Whoever has waited longer has given up, and its answer would only cost the others. */
  private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final Set<String> PAST_IT = Set.of("/healthz", "/readyz");
  private static final Logger LOG = LoggerFactory.getLogger(WorkLimit.class);

  private final ErrorWriter errors;
  private final BooleanSupplier hasRoom;
  private final LongAdder refused = new LongAdder();

  /** Guarded by itself, as is {@link #atWork}. */
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  private int atWork;

  /**
   * A limit.
   *
   * @param hasRoom whether there is memory for another answer
   */
  WorkLimit(ErrorWriter errors, BooleanSupplier hasRoom) {
    this.errors = errors;
    this.hasRoom = hasRoom;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (PAST_IT.contains(request.getHttpURI().getPath())) {
      return super.handle(request, response, callback);
    }
    if (!hasRoom.getAsBoolean()) {
      refuse(request, response, callback, "answers that their callers do not read fill the memory");
      return true;
    }
    boolean hasPlace;
    synchronized (waiting) {
      hasPlace = atWork < MAX_AT_WORK;
      if (hasPlace) {
        atWork++;
      } else if (waiting.size() < MAX_WAITING) {
        waiting.add(new Waiting(request, response, callback, System.nanoTime()));
        return true;
      }
    }
    if (!hasPlace) {
      refuse(request, response, callback, "as many requests as the server takes are waiting");
      return true;
    }
    return work(request, response, callback);
  }

  /** How many requests were refused since the start. */
  long refused() {
    return refused.sum();
  }

  /** Handles a request that has a place, and sees that it is given back. */
  private boolean work(Request request, Response response, Callback callback) throws Exception {
    Place place = new Place(callback);
    boolean isGoingOn = false;
    // Waiting has brought it to another thread.
    MDC.put(TaskLog.REQUEST_ID, RequestId.of(request));
    try {
      isGoingOn = super.handle(request, response, place) && !isStream(response);
      return true;
    } finally {
      MDC.remove(TaskLog.REQUEST_ID);
      if (!isGoingOn) {
        place.giveBack();
      }
    }
  }

  /** A stream lasts as long as its reader likes; its place is for those who want an answer. */
  private static boolean isStream(Response response) {
    String type = response.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null && type.startsWith("text/event-stream");
  }

  private void refuse(Request request, Response response, Callback callback, String why) {
    refused.increment();
    Refusal.answer(errors, request, response, callback, why + "; try again in a second");
  }

  private void release() {
    Waiting next;
    synchronized (waiting) {
      next = waiting.poll();
      if (next == null) {
        atWork--;
      }
    }
    if (next != null) {
      next.request.getComponents().getExecutor().execute(next);
    }
  }

  /** One of the places, given back when the answer is made. */
  private final class Place extends Callback.Nested {
    private final AtomicBoolean isHeld = new AtomicBoolean(true);

    Place(Callback callback) {
      super(callback);
    }

    @Override
    public void succeeded() {
      giveBack();
      super.succeeded();
    }

    @Override
    public void failed(Throwable x) {
      giveBack();
      super.failed(x);
    }

    void giveBack() {
      if (isHeld.compareAndSet(true, false)) {
        release();
      }
    }
  }

  /** A request that waits; run once a place has become free, which is then its own. */
  private final class Waiting implements Runnable {
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final long sinceNanos;

    Waiting(Request request, Response response, Callback callback, long sinceNanos) {
      this.request = request;
      this.response = response;
      this.callback = callback;
      this.sinceNanos = sinceNanos;
    }

    @Override
    public void run() {
      if (System.nanoTime() - sinceNanos > MAX_WAIT_NANOS) {
        release();
        refuse(request, response, callback, "it did not come to its turn in time");
        return;
      }
      try {
        work(request, response, callback);
      } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
        LOG.error("Request {} failed", RequestId.of(request), e);
        Response.writeError(request, response, callback, e);
      }
    }
  }
}
