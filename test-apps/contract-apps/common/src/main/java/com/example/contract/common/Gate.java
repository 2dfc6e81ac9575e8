package com.example.contract.common;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What {@code /hold} waits for and {@code /release} opens. Safe for any number of threads. */
public final class Gate {
  private static final long MAX_HOLD_SECONDS = 10;

  private final List<CompletableFuture<Void>> held = new ArrayList<>();

  /** Done at the next {@link #release}, or after 10 s. */
  public CompletableFuture<Void> hold() {
    CompletableFuture<Void> next = new CompletableFuture<>();
    synchronized (held) {
      held.removeIf(CompletableFuture::isDone);
      held.add(next);
    }
    return next.completeOnTimeout(null, MAX_HOLD_SECONDS, TimeUnit.SECONDS);
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
