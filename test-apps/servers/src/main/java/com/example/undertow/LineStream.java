package com.example.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Sends one line after the other from a worker thread, flushed each, so that the answer has chunks.
 */
final class LineStream implements HttpHandler {
  private final long lines;

  LineStream(long lines) {
    this.lines = lines;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    if (exchange.isInIoThread()) {
      exchange.dispatch(this);
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.startBlocking();
    OutputStream out = exchange.getOutputStream();
    for (long line = 1; line <= lines; line++) {
      out.write(("line " + line + "\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }
}
