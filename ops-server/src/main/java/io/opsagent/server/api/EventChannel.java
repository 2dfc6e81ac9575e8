package io.opsagent.server.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events to one reader (WHATWG HTML 9.2), without a thread that waits for him: what he
 * does not take in time is kept up to {@value #MAX_PENDING_BYTES} bytes, and beyond that not taken.
 * Any thread.
 */
final class EventChannel implements WriteListener {
  static final String MEDIA_TYPE = "text/event-stream";

  /** For one reader. */
  static final int MAX_PENDING_BYTES = 256 * 1024;

  /** A reader that takes nothing for so long is gone. */
  private static final long MAX_STUCK_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final ServletOutputStream out;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  // Under the lock.
  private final Deque<byte[]> pending = new ArrayDeque<>();
  private long pendingBytes;
  private long stuckSinceNanos;
  private boolean open;
  private boolean unflushed;
  private boolean finishing;
  private boolean ended;

  EventChannel(ServletOutputStream out) {
    this.out = out;
  }

  /** Done when the stream has ended, from either side. */
  CompletableFuture<Void> end() {
    return end;
  }

  /**
   * Sends an event.
   *
   * @param id to go on from, or an empty text
   * @param json one JSON value
   * @return false when the reader has too much before him; then it is not sent
   */
  boolean send(String name, String id, byte[] json) {
    byte[] head =
        ("event: " + name + (id.isEmpty() ? "" : "\nid: " + id) + "\ndata: ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] event = new byte[head.length + json.length + 2];
    System.arraycopy(head, 0, event, 0, head.length);
    for (int i = 0; i < json.length; i++) {
      // Within JSON an end of line is never part of a text.
      event[head.length + i] = json[i] == '\n' || json[i] == '\r' ? (byte) ' ' : json[i];
    }
    event[event.length - 2] = '\n';
    event[event.length - 1] = '\n';
    synchronized (this) {
      if (ended || finishing || pendingBytes + event.length > MAX_PENDING_BYTES) {
        return false;
      }
      if (pending.isEmpty()) {
        stuckSinceNanos = System.nanoTime();
      }
      pending.add(event);
      pendingBytes += event.length;
    }
    write();
    return true;
  }

  /** Ends the stream once what was sent before is written. */
  void finish() {
    synchronized (this) {
      finishing = true;
    }
    write();
  }

  /** Ends the stream now, whatever waits. */
  void cut() {
    synchronized (this) {
      ended = true;
      pending.clear();
    }
    end.complete(null);
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /** Whether the reader has taken nothing for too long. */
  synchronized boolean isStuck() {
    return !pending.isEmpty() && System.nanoTime() - stuckSinceNanos > MAX_STUCK_NANOS;
  }

  @Override
  public void onWritePossible() {
    synchronized (this) {
      open = true;
    }
    write();
  }

  @Override
  public void onError(Throwable failure) {
    cut();
  }

  private void write() {
    boolean isOver;
    synchronized (this) {
      isOver = !ended && open && isOver();
      ended |= isOver;
    }
    if (isOver) {
      end.complete(null);
    }
  }

  /** Writes what the connection takes; whether the stream is at its end. Under the lock. */
  private boolean isOver() {
    try {
      while (out.isReady()) {
        byte[] next = pending.poll();
        if (next != null) {
          out.write(next);
          pendingBytes -= next.length;
          stuckSinceNanos = System.nanoTime();
          unflushed = true;
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          return finishing;
        }
      }
      return false;
    } catch (IOException | IllegalStateException e) {
      // The reader is gone.
      return true;
    }
  }
}
