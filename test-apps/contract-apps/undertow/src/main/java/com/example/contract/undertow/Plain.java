package com.example.contract.undertow;

import com.example.contract.common.Contents;
import com.example.contract.common.Json;
import io.undertow.Handlers;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.PathTemplateMatch;

/** Answers that need no request body and fail in no way. */
final class Plain {
  private static final String TARGET = "/app/hello";
  private static final int FOUND = 302;

  private Plain() {}

  static void hello(HttpServerExchange exchange) {
    text(exchange, Contents.HELLO);
  }

  static void query(HttpServerExchange exchange) {
    text(exchange, exchange.getQueryString() + "\n");
  }

  static void rawPath(HttpServerExchange exchange) {
    text(exchange, exchange.getRequestURI() + "\n");
  }

  static void order(HttpServerExchange exchange) {
    String id = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY).getParameters().get("id");
    json(exchange, Json.order(id == null ? "" : id));
  }

  static void redirect(HttpServerExchange exchange) throws Exception {
    int status = Routes.number(exchange, "status", FOUND);
    if (status == FOUND) {
      Handlers.redirect(TARGET).handleRequest(exchange);
      return;
    }
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.LOCATION, TARGET);
  }

  static void status(HttpServerExchange exchange) {
    int code = Routes.number(exchange, "code", 200);
    exchange.setStatusCode(code);
    json(exchange, Contents.error(code));
  }

  static void headers(HttpServerExchange exchange) {
    HttpString multi = new HttpString("X-Multi");
    exchange.getResponseHeaders().add(multi, "one").add(multi, "two");
    exchange.getResponseHeaders().put(new HttpString("x-lower"), "three");
    exchange.getResponseHeaders().put(Headers.SET_COOKIE, "session=secret; Path=/app");
    StringBuilder lines = new StringBuilder();
    HeaderValues values = exchange.getRequestHeaders().get("X-Mixed-Case");
    if (values != null) {
      values.forEach(value -> lines.append(value).append('\n'));
    }
    text(exchange, lines.toString());
  }

  static void text(HttpServerExchange exchange, String text) {
    send(exchange, "text/plain;charset=utf-8", text);
  }

  static void json(HttpServerExchange exchange, String json) {
    send(exchange, "application/json", json);
  }

  static void send(HttpServerExchange exchange, String type, String content) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.getResponseSender().send(content);
  }
}
