package com.example.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Pages that go on after the container's thread has returned. */
final class AsyncPages {
  private static final ScheduledExecutorService THREADS =
      Executors.newScheduledThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "contract-async");
            thread.setDaemon(true);
            return thread;
          });

  private AsyncPages() {}

  static void later(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    THREADS.schedule(
        () -> answer(async, response),
        Answers.number(request, "delay", 100),
        TimeUnit.MILLISECONDS);
  }

  static void now(HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    AsyncContext async = request.startAsync();
    CountDownLatch completed = new CountDownLatch(1);
    THREADS.execute(
        () -> {
          answer(async, response);
          completed.countDown();
        });
    completed.await(10, TimeUnit.SECONDS);
  }

  static void timeOut(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.setTimeout(300);
    if ("complete".equals(Answers.queryValue(request, "listener"))) {
      async.addListener(new Completing(response));
    }
  }

  static void dispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int times = Answers.number(request, "times", 1);
    Object done = request.getAttribute("dispatched");
    int count = done == null ? 0 : (Integer) done;
    if (count >= times) {
      Answers.text(response, "dispatched " + count + " times\n");
      return;
    }
    request.setAttribute("dispatched", count + 1);
    AsyncContext async = request.startAsync();
    THREADS.execute(() -> async.dispatch());
  }

  static void fail(HttpServletRequest request, HttpServletResponse response) throws IOException {
    request.startAsync().setTimeout(2_000);
    if ("true".equals(Answers.queryValue(request, "late"))) {
      response.setContentType("text/plain;charset=UTF-8");
      response.getOutputStream().write("0123456789".getBytes(StandardCharsets.US_ASCII));
      response.flushBuffer();
    }
    throw new IllegalStateException("thrown by the contract application");
  }

  private static void answer(AsyncContext async, HttpServletResponse response) {
    try {
      Answers.text(response, "answered later\n");
    } catch (IOException e) {
      // The client is gone.
    } finally {
      async.complete();
    }
  }

  /** Answers a timeout itself. */
  private static final class Completing implements AsyncListener {
    private final HttpServletResponse response;

    Completing(HttpServletResponse response) {
      this.response = response;
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      response.setStatus(HttpServletResponse.SC_GATEWAY_TIMEOUT);
      Answers.text(response, "timed out\n");
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
