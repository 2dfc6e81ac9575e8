package com.example.contract.undertow;

import com.example.contract.common.Contents;
import io.undertow.io.UndertowOutputStream;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers that go wrong. */
final class Failures {
  private static final String MESSAGE = "thrown by the contract application";

  private Failures() {}

  /** A status without body; for some a default response listener makes a page. */
  static void sendError(HttpServerExchange exchange) {
    int code = Routes.number(exchange, "code", 500);
    if (Contents.hasErrorPage(code)) {
      addPage(exchange);
    }
    exchange.setStatusCode(code).setReasonPhrase("sent");
    exchange.endExchange();
  }

  static void fail(HttpServerExchange exchange) {
    throw new IllegalStateException(MESSAGE);
  }

  static void failWithPage(HttpServerExchange exchange) {
    addPage(exchange);
    throw new UnsupportedOperationException(Contents.MESSAGE_FOR_PAGE);
  }

  private static void addPage(HttpServerExchange exchange) {
    exchange.addDefaultResponseListener(
        same -> {
          Plain.send(same, "text/html;charset=utf-8", Contents.errorPage(same.getStatusCode()));
          return true;
        });
  }

  static void failLate(HttpServerExchange exchange) throws IOException {
    flushTenBytes(exchange);
    throw new IllegalStateException(MESSAGE);
  }

  static void flushTenBytes(HttpServerExchange exchange) throws IOException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain;charset=utf-8");
    OutputStream out = exchange.getOutputStream();
    out.write(Contents.TEN_BYTES.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** What was written is still in Undertow's buffer, and is thrown away. */
  static void reset(HttpServerExchange exchange) throws IOException {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain;charset=utf-8");
    OutputStream out = exchange.getOutputStream();
    out.write(Contents.TEN_BYTES.getBytes(StandardCharsets.US_ASCII));
    ((UndertowOutputStream) out).resetBuffer();
    exchange.setStatusCode(503);
    out.write("sent\n".getBytes(StandardCharsets.US_ASCII));
  }
}
