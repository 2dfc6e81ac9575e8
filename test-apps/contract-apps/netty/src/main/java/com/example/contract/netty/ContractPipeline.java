package com.example.contract.netty;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.stream.ChunkedWriteHandler;

/** The handlers of a connection, those of Netty and our own. */
final class ContractPipeline extends ChannelInitializer<SocketChannel> {
  @Override
  protected void initChannel(SocketChannel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    pipeline
        .addLast(new HttpServerCodec())
        .addLast(new Compressor())
        .addLast(new Turnstile())
        .addLast(new ChunkedWriteHandler())
        .addLast(new Aggregator())
        .addLast(new Filter())
        .addLast(new ContractHandler());
  }
}
