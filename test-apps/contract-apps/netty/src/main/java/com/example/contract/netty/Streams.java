package com.example.contract.netty;

import com.example.contract.common.Contents;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Answers of a given size, written by different means. */
final class Streams {
  private static final int PIECE_BYTES = 1_000;
  private static final int FLUSHED_BYTES = 100;
  private static final int MEGABYTE = 1024 * 1024;
  private static final int DEFAULT_BYTES = 1_000;

  private Streams() {}

  /** Answers if the path is one of these. */
  static boolean answer(Call call, String path) {
    int size = call.number("size", DEFAULT_BYTES);
    switch (path) {
      case "/binary" ->
          call.send(HttpResponseStatus.OK, "application/octet-stream", Contents.binary(size));
      case "/write" -> write(call, Contents.json(size));
      case "/compressed" -> {
        call.begin(new Compressor.Compressible(HttpResponseStatus.OK), Call.JSON);
        inPieces(call, utf8(Contents.json(size)), PIECE_BYTES);
      }
      case "/gzip-filter" -> gzip(call, Contents.json(size).getBytes(StandardCharsets.UTF_8));
      case "/flushes" -> {
        ByteBuf piece = Unpooled.wrappedBuffer(Contents.text(FLUSHED_BYTES));
        new Pieces(
                call,
                call.number("count", 1),
                call.number("delay", 0),
                number -> piece.retainedDuplicate())
            .start(Call.TEXT);
      }
      case "/events" ->
          new Pieces(call, call.number("count", 1), 0, number -> utf8(Contents.event(number)))
              .start("text/event-stream");
      case "/slow" -> slow(call, call.number("bytes", MEGABYTE));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void slow(Call call, int bytes) {
    byte[] megabyte = Contents.text(MEGABYTE);
    int count = (bytes + MEGABYTE - 1) / MEGABYTE;
    new Pieces(
            call,
            count,
            0,
            number ->
                Unpooled.wrappedBuffer(
                    megabyte, 0, Math.min(MEGABYTE, bytes - (number - 1) * MEGABYTE)))
        .start(Call.TEXT);
  }

  private static void write(Call call, String json) {
    String how = call.parameter("how");
    call.begin(Call.JSON);
    switch (how == null ? "stream" : how) {
      case "writer" -> inPieces(call, utf8(json), json.length() / 2 + 1);
      case "buffer" -> {
        ByteBuf direct = Unpooled.directBuffer(json.length());
        direct.writeCharSequence(json, StandardCharsets.UTF_8);
        call.unflushed(direct);
        call.end();
      }
      case "single" -> inPieces(call, utf8(json), 1);
      default -> inPieces(call, utf8(json), PIECE_BYTES);
    }
  }

  private static void inPieces(Call call, ByteBuf content, int pieceBytes) {
    while (content.isReadable()) {
      call.unflushed(content.readRetainedSlice(Math.min(pieceBytes, content.readableBytes())));
    }
    content.release();
    call.end();
  }

  private static void gzip(Call call, byte[] json) {
    String accepted = call.header("Accept-Encoding");
    if (accepted == null || !accepted.contains("gzip")) {
      call.send(HttpResponseStatus.OK, Call.JSON, json);
      return;
    }
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FullHttpResponse response = call.whole(HttpResponseStatus.OK, Call.JSON, zipped.toByteArray());
    response.headers().set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
    call.send(response);
  }

  static void flushTenBytes(Call call) {
    call.begin(Call.TEXT);
    var unused = call.piece(utf8(Contents.TEN_BYTES));
  }

  /** Sends each piece of the body back when it comes. */
  static BodySink echo(Call call) {
    String type = call.header("Content-Type");
    call.begin(type == null ? "application/octet-stream" : type);
    return (content, last) -> {
      if (content.isReadable()) {
        var unused = call.piece(content.retainedDuplicate());
      }
      if (last) {
        call.end();
      }
    };
  }

  static ByteBuf utf8(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }
}
