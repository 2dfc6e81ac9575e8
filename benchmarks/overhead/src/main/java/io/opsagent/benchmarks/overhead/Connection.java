package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection with at most one request in flight; opened again when the server closes it. */
final class Connection {
  private static final int MAX_ANSWER_BYTES = 1 << 16;

  private final InetSocketAddress address;
  private final Selector selector;
  private final ByteBuffer answer = ByteBuffer.allocate(MAX_ANSWER_BYTES);
  private final Response response = new Response();
  private @Nullable SocketChannel channel;
  private long intendedNanos;
  private boolean inFlight;

  Connection(int port, Selector selector) throws IOException {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.selector = selector;
    open();
  }

  /**
   * Sends a request.
   *
   * @param request its bytes, read only
   * @param intendedNanos when it should have been sent, on {@link System#nanoTime}'s clock
   */
  void send(ByteBuffer request, long intendedNanos) throws IOException {
    this.intendedNanos = intendedNanos;
    inFlight = true;
    answer.clear();
    response.reset();
    SocketChannel to = channel == null ? open() : channel;
    request.rewind();
    while (request.hasRemaining()) {
      to.write(request);
    }
  }

  /**
   * Reads what is there.
   *
   * @return the status once the answer is complete, 0 before
   * @throws IOException if the server closed the connection while a request was in flight
   */
  int read() throws IOException {
    SocketChannel from = channel;
    if (from == null) {
      return 0;
    }
    int count = from.read(answer);
    if (count < 0) {
      close();
      if (inFlight) {
        throw new IOException("the server closed the connection before it answered");
      }
      return 0;
    }
    if (!inFlight || !response.isComplete(answer.array(), answer.position())) {
      return 0;
    }
    inFlight = false;
    if (response.isClosing()) {
      close();
    }
    return response.status();
  }

  long intendedNanos() {
    return intendedNanos;
  }

  void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  private SocketChannel open() throws IOException {
    SocketChannel opened = SocketChannel.open(address);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.configureBlocking(false);
    opened.register(selector, SelectionKey.OP_READ, this);
    channel = opened;
    return opened;
  }
}
