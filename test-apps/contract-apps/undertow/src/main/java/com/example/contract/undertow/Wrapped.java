package com.example.contract.undertow;

import com.example.contract.common.Contents;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/** A handler that puts conduits of its own around request and response. */
final class Wrapped {
  private Wrapped() {}

  static HttpHandler wrapped(HttpHandler next) {
    HttpHandler blocking = new BlockingHandler(next);
    return exchange -> {
      exchange.addRequestWrapper((factory, same) -> new Source(factory.create()));
      exchange.addResponseWrapper((factory, same) -> new Sink(factory.create()));
      blocking.handleRequest(exchange);
    };
  }

  static void names(HttpServerExchange exchange) throws IOException {
    exchange.getInputStream().readAllBytes();
    Plain.text(exchange, Contents.OWN);
  }

  /** Passes everything on. */
  private static final class Source extends AbstractStreamSourceConduit<StreamSourceConduit> {
    Source(StreamSourceConduit next) {
      super(next);
    }
  }

  /** Passes one byte at a time on, so that whoever wrote has to write again. */
  private static final class Sink extends AbstractStreamSinkConduit<StreamSinkConduit> {
    Sink(StreamSinkConduit next) {
      super(next);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (source.remaining() < 2) {
        return next.write(source);
      }
      int limit = source.limit();
      source.limit(source.position() + 1);
      try {
        return next.write(source);
      } finally {
        source.limit(limit);
      }
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        if (sources[i].hasRemaining()) {
          return write(sources[i]);
        }
      }
      return 0;
    }

    @Override
    public int writeFinal(ByteBuffer source) throws IOException {
      return source.remaining() < 2 ? next.writeFinal(source) : write(source);
    }

    @Override
    public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
      long left = 0;
      for (int i = offset; i < offset + length; i++) {
        left += sources[i].remaining();
      }
      return left < 2 ? next.writeFinal(sources, offset, length) : write(sources, offset, length);
    }
  }
}
