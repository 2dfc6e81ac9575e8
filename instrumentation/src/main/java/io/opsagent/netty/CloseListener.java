package io.opsagent.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.opsagent.capture.CircuitBreaker;

/** Ends what is open when a channel closes. One for each channel, never one for each request. */
final class CloseListener implements ChannelFutureListener {
  static final CircuitBreaker FAILURES = NettyBinding.CAPTURE.callback("netty close listener");

  private final HttpConnection connection;

  CloseListener(HttpConnection connection) {
    this.connection = connection;
  }

  @Override
  public void operationComplete(ChannelFuture future) {
    try {
      connection.closed();
    } catch (Throwable t) {
      FAILURES.failed(t);
    }
  }
}
