package com.example.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The main class: serves on a free port of 127.0.0.1, says which, and runs until it is ended. */
public final class NettyApplication {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private NettyApplication() {}

  /**
   * Starts the server; its threads keep the JVM alive.
   *
   * @throws InterruptedException never, as nobody interrupts the main thread
   */
  public static void main(String[] arguments) throws InterruptedException {
    Channel channel =
        new ServerBootstrap()
            .group(new NioEventLoopGroup(1), new NioEventLoopGroup(2))
            .channel(NioServerSocketChannel.class)
            .childHandler(new Pipeline())
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    InetSocketAddress address = (InetSocketAddress) channel.localAddress();
    System.out.println("Listening on port " + address.getPort());
  }

  /** Uploads are taken before the aggregator, part by part; all else comes whole. */
  private static final class Pipeline extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new Upload())
          .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
          .addLast(new Site());
    }
  }
}
