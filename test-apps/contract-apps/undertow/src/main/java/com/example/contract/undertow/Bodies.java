package com.example.contract.undertow;

import com.example.contract.common.Json;
import com.example.contract.common.ParameterLines;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.FormData;
import io.undertow.server.handlers.form.FormDataParser;
import io.undertow.server.handlers.form.FormParserFactory;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes request bodies, on worker threads. */
final class Bodies {
  private static final FormParserFactory FORMS = FormParserFactory.builder().build();

  private Bodies() {}

  static void echoStream(HttpServerExchange exchange) throws IOException {
    byte[] body = exchange.getInputStream().readAllBytes();
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    if (type != null) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    }
    exchange.getResponseSender().send(ByteBuffer.wrap(body));
  }

  static void echoReader(HttpServerExchange exchange) throws IOException {
    byte[] body = exchange.getInputStream().readAllBytes();
    Plain.text(exchange, new String(body, Charset.forName(exchange.getRequestCharset())));
  }

  static void parameters(HttpServerExchange exchange) throws IOException {
    Map<String, List<String>> all = new TreeMap<>();
    exchange.getQueryParameters().forEach((name, values) -> all.put(name, new ArrayList<>(values)));
    try (FormDataParser parser = FORMS.createParser(exchange)) {
      if (parser != null) {
        String encoding = Routes.parameter(exchange, "encoding");
        if (encoding != null) {
          parser.setCharacterEncoding(encoding);
        }
        FormData form = parser.parseBlocking();
        for (String name : form) {
          for (FormData.FormValue value : form.get(name)) {
            all.computeIfAbsent(name, unused -> new ArrayList<>()).add(value.getValue());
          }
        }
      }
    }
    Plain.text(exchange, ParameterLines.of(all));
  }

  static void formByStream(HttpServerExchange exchange) throws IOException {
    int length = exchange.getInputStream().readAllBytes().length;
    Plain.text(exchange, length + "\n" + Routes.parameter(exchange, "a") + "\n");
  }

  static void multipart(HttpServerExchange exchange) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (FormDataParser parser = FORMS.createParser(exchange)) {
      if (parser == null) {
        exchange.setStatusCode(415);
        return;
      }
      FormData form = parser.parseBlocking();
      for (String name : form) {
        for (FormData.FormValue value : form.get(name)) {
          lines.append(name).append(' ').append(sizeOf(value)).append('\n');
        }
      }
    }
    Plain.text(exchange, lines.toString());
  }

  private static long sizeOf(FormData.FormValue value) throws IOException {
    return value.isFileItem()
        ? value.getFileItem().getFileSize()
        : value.getValue().getBytes(StandardCharsets.UTF_8).length;
  }

  static void correlate(HttpServerExchange exchange) throws IOException {
    String body = new String(exchange.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Plain.json(
        exchange,
        Json.correlation(
            Routes.parameter(exchange, "id"), exchange.getRequestHeaders().getFirst("X-Id"), body));
  }

  /** The body is not read; the connection cannot be used again. */
  static void refuseEarly(HttpServerExchange exchange) {
    exchange.setStatusCode(413).setPersistent(false);
    exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
    Plain.text(exchange, "too large\n");
  }
}
