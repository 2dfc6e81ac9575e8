package com.example.contract;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Pages whose answer takes its time. */
final class StreamPages {
  private static final Semaphore RELEASED = new Semaphore(0);
  private static final Semaphore HELD = new Semaphore(0);
  private static final int PIECE_BYTES = 1024 * 1024;

  private StreamPages() {}

  static void flushes(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int count = Answers.number(request, "count", 10);
    long delayMillis = Answers.number(request, "delay", 0);
    response.setContentType("text/plain;charset=UTF-8");
    OutputStream out = response.getOutputStream();
    byte[] chunk = (Answers.repeated('c', 99) + "\n").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < count; i++) {
      out.write(chunk);
      out.flush();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis));
    }
  }

  static void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int count = Answers.number(request, "count", 10);
    response.setContentType("text/event-stream;charset=UTF-8");
    OutputStream out = response.getOutputStream();
    for (int i = 0; i < count; i++) {
      out.write(("data: event " + i + "\n\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  static void slow(HttpServletRequest request, HttpServletResponse response) throws IOException {
    long left = Answers.number(request, "bytes", PIECE_BYTES);
    response.setContentType("text/plain;charset=UTF-8");
    OutputStream out = response.getOutputStream();
    byte[] piece = new byte[PIECE_BYTES];
    Arrays.fill(piece, (byte) 's');
    while (left > 0) {
      int n = (int) Math.min(left, piece.length);
      out.write(piece, 0, n);
      out.flush();
      left -= n;
    }
  }

  static void hold(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    HELD.release();
    boolean released = RELEASED.tryAcquire(10, TimeUnit.SECONDS);
    Answers.text(response, released ? "released\n" : "not released\n");
  }

  static void awaitHeld(HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    boolean held = HELD.tryAcquire(10, TimeUnit.SECONDS);
    Answers.text(response, held ? "held\n" : "not held\n");
  }

  static void release(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RELEASED.release();
    Answers.text(response, "releasing\n");
  }

  static void correlate(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String body = new String(Answers.readAll(request.getInputStream()), StandardCharsets.UTF_8);
    String id = Answers.queryValue(request, "id");
    response.setHeader("X-Answer-Id", String.valueOf(id));
    Answers.json(
        response,
        "{\"query\":\""
            + id
            + "\",\"header\":\""
            + request.getHeader("X-Id")
            + "\",\"body\":"
            + (body.isEmpty() ? "null" : body)
            + "}");
  }
}
