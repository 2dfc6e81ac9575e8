package io.opsagent.benchmarks.overhead.app.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.opsagent.benchmarks.overhead.app.Control;
import java.net.InetAddress;

/**
 * An HTTP server of Netty's codec and aggregator; {@link ShopHandler} answers on the event loop.
 */
public final class NettyApplication {
  private static final int MAX_BODY_BYTES = 1 << 20;

  private NettyApplication() {}

  public static void main(String[] args) throws Exception {
    Control.mainEntered();
    NioEventLoopGroup loops = new NioEventLoopGroup();
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(MAX_BODY_BYTES),
                            new ShopHandler());
                  }
                });
    server.bind(InetAddress.getLoopbackAddress(), Integer.getInteger("port", 0)).sync();
    Control.listen("nioEventLoopGroup");
    loops.terminationFuture().sync();
  }
}
