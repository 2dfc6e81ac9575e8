package com.example.contract.netty;

import com.example.contract.common.ContractMain;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The contract application (test-apps/contract/README.md) on Netty 4.1 or 4.2. */
public final class NettyContract implements AutoCloseable {
  private final NioEventLoopGroup loops;
  private final Channel channel;

  private NettyContract(NioEventLoopGroup loops, Channel channel) {
    this.loops = loops;
    this.channel = channel;
  }

  /**
   * Starts the server on 127.0.0.1; its threads keep the JVM alive.
   *
   * @param port 0 for any
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  // Deprecated in 4.2, but what replaces it is not in 4.1.
  @SuppressWarnings("deprecation")
  public static NettyContract start(int port) throws InterruptedException {
    NioEventLoopGroup loops = new NioEventLoopGroup(2);
    Channel channel =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(new ContractPipeline())
            .bind(InetAddress.getLoopbackAddress(), port)
            .sync()
            .channel();
    return new NettyContract(loops, channel);
  }

  /** The port that accepts connections. */
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    var unused = loops.shutdownGracefully();
  }

  /** The main class: takes a port, says which one it is, and runs until it is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    ContractMain.silence();
    ContractMain.accepts(start(ContractMain.port(arguments)).port());
  }
}
