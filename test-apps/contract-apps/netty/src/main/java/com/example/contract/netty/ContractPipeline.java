package com.example.contract.netty;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** The handlers of a connection, those of Netty and our own. */
final class ContractPipeline extends ChannelInitializer<SocketChannel> {
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_HEADER_BYTES = 32 * 1024;
  private static final int MAX_CHUNK_BYTES = 8 * 1024;

  private final @Nullable SSLContext tls;

  ContractPipeline(@Nullable SSLContext tls) {
    this.tls = tls;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    if (tls != null) {
      SSLEngine engine = tls.createSSLEngine();
      engine.setUseClientMode(false);
      pipeline.addLast(new SslHandler(engine));
    }
    pipeline
        .addLast(new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES))
        .addLast(new Compressor())
        .addLast(new Turnstile())
        .addLast(new ChunkedWriteHandler())
        .addLast(new Aggregator())
        .addLast(new Filter())
        .addLast(new Wrapping())
        .addLast(new ContractHandler());
  }
}
