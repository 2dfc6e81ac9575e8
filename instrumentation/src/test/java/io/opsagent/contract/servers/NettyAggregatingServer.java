package io.opsagent.contract.servers;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpContentDecompressor;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** A pipeline as many have it: decoder and encoder apart, compression, whole requests. */
public final class NettyAggregatingServer extends NettyServer {
  private static final int MAX_REQUEST_BYTES = 64 * 1024;

  @Override
  protected void addCodec(Channel channel) {
    channel
        .pipeline()
        .addLast(new HttpResponseEncoder())
        .addLast(new HttpRequestDecoder())
        .addLast(new HttpContentDecompressor())
        .addLast(new HttpContentCompressor())
        .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES));
  }
}
