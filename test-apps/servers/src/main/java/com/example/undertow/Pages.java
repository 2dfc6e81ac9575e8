package com.example.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;

/** Answers that need no request body. */
final class Pages {
  private static final String LARGE = "0123456789abcde\n".repeat(128 * 1024);

  private Pages() {}

  static void hello(HttpServerExchange exchange) {
    text(exchange, "hello\n");
  }

  static void search(HttpServerExchange exchange) {
    text(exchange, "you asked for " + exchange.getQueryString() + "\n");
  }

  /** 2 MiB, more than fits into any buffer on the way. */
  static void large(HttpServerExchange exchange) {
    text(exchange, LARGE);
  }

  static void fail(HttpServerExchange exchange) {
    throw new IllegalStateException("nothing in stock for " + exchange.getRequestPath());
  }

  static void text(HttpServerExchange exchange, String text) {
    send(exchange, "text/plain; charset=utf-8", text);
  }

  static void json(HttpServerExchange exchange, String json) {
    send(exchange, "application/json", json);
  }

  private static void send(HttpServerExchange exchange, String type, String content) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.getResponseSender().send(content);
  }
}
