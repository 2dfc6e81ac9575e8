package com.example.contract.netty;

import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Set;

/** Netty's aggregator, for those paths that want their request whole; all others are streamed. */
final class Aggregator extends HttpObjectAggregator {
  private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;
  private static final Set<String> WHOLE =
      Set.of("/app/echo-reader", "/app/parameters", "/app/multipart", "/app/echo-socket");

  Aggregator() {
    super(MAX_BODY_BYTES);
  }

  @Override
  protected boolean isStartMessage(HttpObject part) throws Exception {
    return part instanceof HttpRequest request
        && super.isStartMessage(part)
        && WHOLE.contains(Call.rawPath(request));
  }
}
