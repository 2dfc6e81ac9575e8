package com.example.contract.jetty;

import com.example.contract.common.Contents;
import com.example.contract.common.Later;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/** Answers of a given size, written by different means. */
final class Streams {
  private static final int PIECE_BYTES = 1_000;
  private static final int FLUSHED_BYTES = 100;
  private static final int MEGABYTE = 1024 * 1024;
  private static final int DEFAULT_BYTES = 1_000;

  private Streams() {}

  /** Answers if the path is one of these. */
  static boolean handle(Answers answers, String path) throws IOException {
    int size = answers.number("size", DEFAULT_BYTES);
    switch (path) {
      case "/binary" -> answers.send("application/octet-stream", Contents.binary(size));
      case "/write" -> write(answers, Contents.json(size));
      case "/compressed" -> answers.send(Answers.JSON, json(size));
      case "/gzip-filter" -> gzip(answers, json(size));
      case "/flushes" -> flushes(answers);
      case "/events" -> events(answers);
      case "/slow" -> slow(answers);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static byte[] json(int size) {
    return Contents.json(size).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(Answers answers, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    answers.type(Answers.JSON);
    String how = answers.parameter("how");
    if ("buffer".equals(how)) {
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      answers.response().write(true, direct, answers.callback());
      return;
    }
    try (OutputStream out =
        Response.asBufferedOutputStream(answers.request(), answers.response())) {
      switch (how == null ? "stream" : how) {
        case "writer" -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          writer.write(json);
          writer.flush();
        }
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
    answers.callback().succeeded();
  }

  private static void gzip(Answers answers, byte[] json) throws IOException {
    String accepted = answers.request().getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    if (accepted == null || !accepted.contains("gzip")) {
      answers.send(Answers.JSON, json);
      return;
    }
    answers.type(Answers.JSON);
    answers.response().getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
    try (OutputStream out =
        new GZIPOutputStream(
            Response.asBufferedOutputStream(answers.request(), answers.response()))) {
      out.write(json);
    }
    answers.callback().succeeded();
  }

  private static void flushes(Answers answers) throws IOException {
    answers.type(Answers.TEXT);
    byte[] piece = Contents.text(FLUSHED_BYTES);
    int count = answers.number("count", 1);
    int delayMillis = answers.number("delay", 0);
    try (OutputStream out = Content.Sink.asOutputStream(answers.response())) {
      for (int i = 0; i < count; i++) {
        out.write(piece);
        out.flush();
        Later.pause(delayMillis);
      }
    }
    answers.callback().succeeded();
  }

  private static void events(Answers answers) throws IOException {
    answers.type("text/event-stream");
    int count = answers.number("count", 1);
    try (OutputStream out = Content.Sink.asOutputStream(answers.response())) {
      for (int i = 1; i <= count; i++) {
        out.write(Contents.event(i).getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
    answers.callback().succeeded();
  }

  private static void slow(Answers answers) throws IOException {
    answers.type(Answers.TEXT);
    byte[] piece = Contents.text(MEGABYTE);
    int left = answers.number("bytes", MEGABYTE);
    try (OutputStream out = Content.Sink.asOutputStream(answers.response())) {
      while (left > 0) {
        out.write(piece, 0, Math.min(left, piece.length));
        left -= piece.length;
      }
    }
    answers.callback().succeeded();
  }
}
