package com.example.contract.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;

/**
 * Lets a pipelined request in only when the one before it is answered, so that answers keep the
 * order of their requests. What waits is bounded: nothing more is read meanwhile.
 */
final class Turnstile extends ChannelDuplexHandler {
  private static final int CONTINUE = 100;

  private final ArrayDeque<Object> waiting = new ArrayDeque<>();

  /** Whether a request was let in whose answer is not complete. */
  private boolean answering;

  /** Whether what is sent now is an interim answer. */
  private boolean interim;

  private boolean draining;

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    waiting.add(part);
    drain(context);
  }

  private void drain(ChannelHandlerContext context) {
    if (draining) {
      return;
    }
    draining = true;
    try {
      while (!waiting.isEmpty() && !(answering && waiting.peek() instanceof HttpRequest)) {
        Object next = waiting.poll();
        answering |= next instanceof HttpRequest;
        context.fireChannelRead(next);
      }
    } finally {
      draining = false;
    }
    context.channel().config().setAutoRead(waiting.isEmpty());
  }

  @Override
  public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) {
    if (part instanceof HttpResponse response) {
      interim = response.status().code() == CONTINUE;
    }
    if (part instanceof LastHttpContent && !interim) {
      promise
          .unvoid()
          .addListener(
              done -> {
                answering = false;
                drain(context);
              });
    }
    var unused = context.write(part, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    context.fireChannelInactive();
  }
}
