package com.example.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers a while later, from a thread that is none of the server's. */
final class Later implements HttpHandler {
  private static final long DELAY_MILLIS = 60;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    exchange.dispatch(
        SameThreadExecutor.INSTANCE,
        () -> {
          Future<?> unused =
              timer.schedule(
                  () -> Pages.text(exchange, "at last\n"), DELAY_MILLIS, TimeUnit.MILLISECONDS);
        });
  }
}
