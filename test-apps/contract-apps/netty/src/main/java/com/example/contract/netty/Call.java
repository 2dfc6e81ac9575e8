package com.example.contract.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request and the means to answer it, from any thread. */
final class Call {
  static final String TEXT = "text/plain;charset=utf-8";
  static final String JSON = "application/json";

  private static final String ID = "X-Id";

  private final ChannelHandlerContext context;
  private final HttpRequest request;
  private final QueryStringDecoder target;
  private boolean keepAlive;
  private volatile boolean begun;

  Call(ChannelHandlerContext context, HttpRequest request) {
    this.context = context;
    this.request = request;
    this.target = new QueryStringDecoder(request.uri());
    this.keepAlive = HttpUtil.isKeepAlive(request);
  }

  /** What stands before the query, as it was sent. */
  static String rawPath(HttpRequest request) {
    int query = request.uri().indexOf('?');
    return query < 0 ? request.uri() : request.uri().substring(0, query);
  }

  ChannelHandlerContext context() {
    return context;
  }

  HttpRequest request() {
    return request;
  }

  QueryStringDecoder target() {
    return target;
  }

  @Nullable String header(String name) {
    return request.headers().get(name);
  }

  /** First value of a query parameter. */
  @Nullable String parameter(String name) {
    List<String> values = target.parameters().get(name);
    return values == null ? null : values.get(0);
  }

  int number(String name, int otherwise) {
    String value = parameter(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  /** Whether the head of the answer was sent. */
  boolean isBegun() {
    return begun;
  }

  void closeAfterwards() {
    keepAlive = false;
  }

  void text(String text) {
    text(HttpResponseStatus.OK, text);
  }

  void text(HttpResponseStatus status, String text) {
    send(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void json(HttpResponseStatus status, String json) {
    send(status, JSON, json.getBytes(StandardCharsets.UTF_8));
  }

  void send(HttpResponseStatus status, @Nullable String type, byte[] content) {
    send(whole(status, type, content));
  }

  /** An answer with its length, to which headers can be added before it is sent. */
  FullHttpResponse whole(HttpResponseStatus status, @Nullable String type, byte[] content) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(content));
    if (type != null) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    }
    HttpUtil.setContentLength(response, content.length);
    return response;
  }

  void send(FullHttpResponse response) {
    prepare(response);
    finish(context.writeAndFlush(response));
  }

  /** The head of an answer without length, flushed; {@link #end} completes it. */
  void begin(String type) {
    begin(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK), type);
  }

  void begin(HttpResponse response, String type) {
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      keepAlive = false;
    } else {
      HttpUtil.setTransferEncodingChunked(response, true);
    }
    head(response);
  }

  /** A head that says by itself how long the answer is. */
  void head(HttpResponse response) {
    prepare(response);
    var unused = context.writeAndFlush(response);
  }

  private void prepare(HttpResponse response) {
    begun = true;
    String id = header(ID);
    if (id != null) {
      response.headers().set(ID, id);
    }
    HttpUtil.setKeepAlive(response.headers(), request.protocolVersion(), keepAlive);
  }

  /** A piece of an answer that was begun, flushed. */
  ChannelFuture piece(ByteBuf content) {
    return context.writeAndFlush(new DefaultHttpContent(content));
  }

  /** A piece that waits for the next flush. */
  void unflushed(ByteBuf content) {
    var unused = context.write(new DefaultHttpContent(content));
  }

  void end() {
    finish(context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT));
  }

  /** Closes the connection after the last write where it shall not live on. */
  void finish(ChannelFuture lastWrite) {
    if (!keepAlive) {
      lastWrite.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
