package com.example.contract.common;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What {@code /hold} waits for and {@code /release} opens. Safe for any number of threads. */
public final class Gate {
  private static final long MAX_HOLD_SECONDS = 10;

  private final List<CompletableFuture<Void>> held = new ArrayList<>();
  private final Deque<CompletableFuture<Void>> awaiting = new ArrayDeque<>();
  private int notAnnounced;

  /** Done at the next {@link #release}, or after 10 s. */
  public CompletableFuture<Void> hold() {
    CompletableFuture<Void> next = new CompletableFuture<>();
    synchronized (held) {
      held.removeIf(CompletableFuture::isDone);
      held.add(next);
      announce();
    }
    return next.completeOnTimeout(null, MAX_HOLD_SECONDS, TimeUnit.SECONDS);
  }

  /** Done as soon as somebody is held for whom nobody was told so before, or after 10 s. */
  public CompletableFuture<Void> awaitHeld() {
    CompletableFuture<Void> next = new CompletableFuture<>();
    synchronized (held) {
      if (notAnnounced > 0) {
        notAnnounced--;
        next.complete(null);
      } else {
        awaiting.removeIf(CompletableFuture::isDone);
        awaiting.add(next);
      }
    }
    return next.completeOnTimeout(null, MAX_HOLD_SECONDS, TimeUnit.SECONDS);
  }

  private void announce() {
    for (CompletableFuture<Void> one = awaiting.poll(); one != null; one = awaiting.poll()) {
      if (one.complete(null)) {
        return;
      }
    }
    notAnnounced++;
  }

  /** Lets everybody go on who is held now, on the calling thread. */
  public void release() {
    List<CompletableFuture<Void>> all;
    synchronized (held) {
      all = List.copyOf(held);
      held.clear();
    }
    all.forEach(one -> one.complete(null));
  }
}
