package com.example.contract.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Sends one piece after the other, each when the one before it has left; stops when it cannot. */
final class Pieces {
  private final Call call;
  private final int count;
  private final int delayMillis;
  private final IntFunction<ByteBuf> content;
  private int sent;

  /**
   * Pieces that were not sent yet.
   *
   * @param content gives piece number n, from 1; it is released once it is sent
   */
  Pieces(Call call, int count, int delayMillis, IntFunction<ByteBuf> content) {
    this.call = call;
    this.count = count;
    this.delayMillis = delayMillis;
    this.content = content;
  }

  void start(String type) {
    call.begin(type);
    next();
  }

  private void next() {
    if (sent == count) {
      call.end();
      return;
    }
    sent++;
    ChannelFuture written = call.piece(content.apply(sent));
    written.addListener(
        done -> {
          if (done.isSuccess()) {
            Future<?> unused =
                call.context().executor().schedule(this::next, delayMillis, TimeUnit.MILLISECONDS);
          }
        });
  }
}
