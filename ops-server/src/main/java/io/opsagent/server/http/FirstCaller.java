package io.opsagent.server.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until somebody connects to one of the sockets, and accepts nobody itself: callers stay in
 * the system's queue for whoever is started for them. For one thread, which ends with it.
 */
final class FirstCaller implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FirstCaller.class);

  private final List<ServerSocketChannel> channels;
  private final Selector selector;
  private final Runnable whenCalled;
  private volatile boolean isClosed;

  private FirstCaller(List<ServerSocketChannel> channels, Selector selector, Runnable whenCalled) {
    this.channels = channels;
    this.selector = selector;
    this.whenCalled = whenCalled;
  }

  /**
   * A wait that has not begun.
   *
   * @param channels are not used by others until it is over
   * @param whenCalled runs once, on the thread that waited
   * @throws IOException if the system has no more file descriptors; the channels are as before
   */
  static FirstCaller of(List<ServerSocketChannel> channels, Runnable whenCalled)
      throws IOException {
    Selector selector = Selector.open();
    boolean isReady = false;
    try {
      for (ServerSocketChannel channel : channels) {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_ACCEPT);
      }
      isReady = true;
      return new FirstCaller(channels, selector, whenCalled);
    } finally {
      if (!isReady) {
        giveBack(selector, channels);
      }
    }
  }

  @Override
  public void run() {
    try {
      try {
        while (!isClosed && selector.select() == 0) {
          // Else an interrupt would make it a busy loop.
          Thread.interrupted();
        }
      } finally {
        giveBack(selector, channels);
      }
    } catch (IOException e) {
      LOG.warn("Waiting for the first caller ended; the server starts now", e);
    }
    if (!isClosed) {
      whenCalled.run();
    }
  }

  private static void giveBack(Selector selector, List<ServerSocketChannel> channels)
      throws IOException {
    // First: a channel that is registered cannot be made blocking.
    selector.close();
    for (ServerSocketChannel channel : channels) {
      if (channel.isOpen()) {
        channel.configureBlocking(true);
      }
    }
  }

  /** Ends the wait without a call. Any thread. */
  @Override
  public void close() {
    isClosed = true;
    selector.wakeup();
  }
}
