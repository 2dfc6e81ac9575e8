package com.example.contract.undertow;

import com.example.contract.common.Contents;
import com.example.contract.common.Later;
import io.undertow.io.BufferWritableOutputStream;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Answers of a given size, written by different means. */
final class Streams {
  private static final int PIECE_BYTES = 1_000;
  private static final int FLUSHED_BYTES = 100;
  private static final int MEGABYTE = 1024 * 1024;
  private static final int DEFAULT_BYTES = 1_000;

  private Streams() {}

  static void binary(HttpServerExchange exchange) {
    byte[] content = Contents.binary(Routes.number(exchange, "size", DEFAULT_BYTES));
    type(exchange, "application/octet-stream");
    exchange.getResponseSender().send(ByteBuffer.wrap(content));
  }

  static void write(HttpServerExchange exchange) throws IOException {
    String json = Contents.json(Routes.number(exchange, "size", DEFAULT_BYTES));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    type(exchange, "application/json");
    OutputStream out = exchange.getOutputStream();
    String how = Routes.parameter(exchange, "how");
    switch (how == null ? "stream" : how) {
      case "writer" -> {
        try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
          writer.write(json);
        }
      }
      case "buffer" ->
          ((BufferWritableOutputStream) out).write(new ByteBuffer[] {ByteBuffer.wrap(bytes)});
      case "single" -> {
        for (byte next : bytes) {
          out.write(next);
        }
      }
      default -> {
        for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
          out.write(bytes, from, Math.min(PIECE_BYTES, bytes.length - from));
        }
      }
    }
  }

  static void compressible(HttpServerExchange exchange) throws IOException {
    type(exchange, "application/json");
    exchange.getOutputStream().write(json(exchange));
  }

  private static byte[] json(HttpServerExchange exchange) {
    return Contents.json(Routes.number(exchange, "size", DEFAULT_BYTES))
        .getBytes(StandardCharsets.UTF_8);
  }

  static void gzipped(HttpServerExchange exchange) throws IOException {
    String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
    if (accepted == null || !accepted.contains("gzip")) {
      compressible(exchange);
      return;
    }
    type(exchange, "application/json");
    exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, "gzip");
    try (OutputStream out = new GZIPOutputStream(exchange.getOutputStream())) {
      out.write(json(exchange));
    }
  }

  static void flushes(HttpServerExchange exchange) throws IOException {
    type(exchange, "text/plain;charset=utf-8");
    byte[] piece = Contents.text(FLUSHED_BYTES);
    OutputStream out = exchange.getOutputStream();
    int count = Routes.number(exchange, "count", 1);
    int delayMillis = Routes.number(exchange, "delay", 0);
    for (int i = 0; i < count; i++) {
      out.write(piece);
      out.flush();
      Later.pause(delayMillis);
    }
  }

  static void events(HttpServerExchange exchange) throws IOException {
    type(exchange, "text/event-stream");
    OutputStream out = exchange.getOutputStream();
    int count = Routes.number(exchange, "count", 1);
    for (int i = 1; i <= count; i++) {
      out.write(Contents.event(i).getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  static void slow(HttpServerExchange exchange) throws IOException {
    type(exchange, "text/plain;charset=utf-8");
    byte[] piece = Contents.text(MEGABYTE);
    OutputStream out = exchange.getOutputStream();
    int left = Routes.number(exchange, "bytes", MEGABYTE);
    while (left > 0) {
      out.write(piece, 0, Math.min(left, piece.length));
      left -= piece.length;
    }
  }

  private static void type(HttpServerExchange exchange, String type) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
  }
}
