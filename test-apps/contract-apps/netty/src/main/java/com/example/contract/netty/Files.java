package com.example.contract.netty;

import com.example.contract.common.StaticFiles;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedFile;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Static files: whole ones without copying, ranges in pieces. */
final class Files {
  private static final Path FOLDER = StaticFiles.folder();
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
  private static final int PIECE_BYTES = 8192;

  private Files() {}

  static void send(Call call, String name) {
    if (!name.equals("big.txt") && !name.equals("small.html")) {
      call.text(HttpResponseStatus.NOT_FOUND, "no such file\n");
      return;
    }
    File file = FOLDER.resolve(name).toFile();
    String type = name.endsWith(".html") ? "text/html;charset=utf-8" : Call.TEXT;
    String header = call.header("Range");
    Matcher range = RANGE.matcher(header == null ? "" : header);
    try {
      if (range.matches()) {
        sendRange(call, file, type, Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
      } else {
        sendWhole(call, file, type);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sendWhole(Call call, File file, String type) throws IOException {
    call.head(head(HttpResponseStatus.OK, type, file.length()));
    if (call.context().pipeline().get(SslHandler.class) != null) {
      // What is encrypted has to be copied.
      call.finish(call.context().writeAndFlush(new HttpChunkedInput(new ChunkedFile(file))));
      return;
    }
    if (!call.request().method().equals(HttpMethod.HEAD)) {
      var unused = call.context().write(new DefaultFileRegion(file, 0, file.length()));
    }
    call.end();
  }

  private static void sendRange(Call call, File file, String type, long first, long last)
      throws IOException {
    long total = file.length();
    long end = Math.min(last, total - 1);
    if (first > end) {
      call.text(HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "no such range\n");
      return;
    }
    HttpResponse head = head(HttpResponseStatus.PARTIAL_CONTENT, type, end - first + 1);
    head.headers().set(HttpHeaderNames.CONTENT_RANGE, "bytes " + first + "-" + end + "/" + total);
    call.head(head);
    ChunkedFile pieces =
        new ChunkedFile(new RandomAccessFile(file, "r"), first, end - first + 1, PIECE_BYTES);
    call.finish(call.context().writeAndFlush(new HttpChunkedInput(pieces)));
  }

  private static HttpResponse head(HttpResponseStatus status, String type, long length) {
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    head.headers().set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
    HttpUtil.setContentLength(head, length);
    return head;
  }
}
