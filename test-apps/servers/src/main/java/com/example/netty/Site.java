package com.example.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Answers requests that have come whole. */
final class Site extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = Logger.getLogger("site");
  private static final String LARGE = "0123456789abcde\n".repeat(128 * 1024);
  private static final long LATER_MILLIS = 60;
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      Answers.send(
          context, request, HttpResponseStatus.BAD_REQUEST, "text/plain", "not understood\n");
      return;
    }
    QueryStringDecoder target = new QueryStringDecoder(request.uri());
    switch (target.path()) {
      case "/hello" -> Answers.text(context, request, "hello\n");
      case "/search" -> Answers.text(context, request, "you asked for " + target.rawQuery() + "\n");
      case "/large" -> Answers.text(context, request, LARGE);
      case "/fail" -> throw new IllegalStateException("nothing in stock for " + target.path());
      case "/orders" -> order(context, request);
      case "/register" -> register(context, request);
      case "/stream" -> new LineStream(context, 3).start();
      case "/endless" -> new LineStream(context, Long.MAX_VALUE).start();
      case "/later" -> later(context, request);
      default ->
          Answers.send(
              context, request, HttpResponseStatus.NOT_FOUND, "text/plain", "no such page\n");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      ChannelFuture unused = context.close();
      return;
    }
    LOG.log(Level.SEVERE, "a request failed", cause);
    HttpRequest unknown = new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/");
    Answers.send(
        context, unknown, HttpResponseStatus.INTERNAL_SERVER_ERROR, "text/plain", "failed\n");
  }

  private static void order(ChannelHandlerContext context, FullHttpRequest request) {
    String order = request.content().toString(StandardCharsets.UTF_8);
    Answers.send(
        context,
        request,
        HttpResponseStatus.CREATED,
        "application/json",
        "{\"number\": 1, \"order\": " + order + "}");
  }

  /** Finds every password too short, and repeats it, as careless software does. */
  private static void register(ChannelHandlerContext context, FullHttpRequest request) {
    Map<String, List<String>> form =
        new QueryStringDecoder(request.content().toString(StandardCharsets.UTF_8), false)
            .parameters();
    Answers.send(
        context,
        request,
        HttpResponseStatus.UNPROCESSABLE_ENTITY,
        "application/json",
        "{\"error\": \"too short\", \"user\": \""
            + form.getOrDefault("user", List.of("")).get(0)
            + "\", \"password\": \""
            + form.getOrDefault("password", List.of("")).get(0)
            + "\"}");
  }

  /** Answers from a thread that is none of the server's, when the request is released already. */
  private static void later(ChannelHandlerContext context, FullHttpRequest request) {
    Future<?> unused =
        TIMER.schedule(
            () -> Answers.text(context, request, "at last\n"), LATER_MILLIS, TimeUnit.MILLISECONDS);
  }
}
