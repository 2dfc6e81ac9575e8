package com.example.contract.netty;

import com.example.contract.common.ContractMain;
import com.example.contract.common.Tls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The contract application (test-apps/contract/README.md) on Netty 4.1 or 4.2. */
public final class NettyContract implements AutoCloseable {
  private final NioEventLoopGroup loops;
  private final Channel channel;
  private final @Nullable Channel tlsChannel;

  private NettyContract(NioEventLoopGroup loops, Channel channel, @Nullable Channel tlsChannel) {
    this.loops = loops;
    this.channel = channel;
    this.tlsChannel = tlsChannel;
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
    SSLContext tls = Tls.context();
    return new NettyContract(
        loops,
        listen(loops, port, new ContractPipeline(null)),
        tls == null ? null : listen(loops, 0, new ContractPipeline(tls)));
  }

  private static Channel listen(NioEventLoopGroup loops, int port, ContractPipeline pipeline)
      throws InterruptedException {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(pipeline)
        .bind(InetAddress.getLoopbackAddress(), port)
        .sync()
        .channel();
  }

  /** The port that accepts connections. */
  public int port() {
    return portOf(channel);
  }

  /** The port that accepts TLS connections; 0 if there is none. */
  public int tlsPort() {
    return tlsChannel == null ? 0 : portOf(tlsChannel);
  }

  private static int portOf(Channel listening) {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    if (tlsChannel != null) {
      tlsChannel.close().syncUninterruptibly();
    }
    var unused = loops.shutdownGracefully();
  }

  /** The main class: takes a port, says which one it is, and runs until it is ended. */
  public static void main(String[] arguments) throws InterruptedException {
    ContractMain.silence();
    NettyContract application = start(ContractMain.port(arguments));
    ContractMain.accepts(application.port(), application.tlsPort());
  }
}
