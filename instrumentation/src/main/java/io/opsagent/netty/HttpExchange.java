package io.opsagent.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.opsagent.capture.BodyCapture;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One request on a channel with its answer. Method, target and version are taken when the request
 * is decoded, because applications rewrite them in place; headers are read at the end.
 */
final class HttpExchange {
  /** Target of the request that Netty makes up for one that it cannot read. */
  private static final String MADE_UP_TARGET = "/bad-request";

  private static final int COPY_BYTES = 8 * 1024;

  private final Exchange exchange;
  private final HttpHeaders requestHeaders;
  private final @Nullable String target;
  private final String protocol;
  private final String scheme;
  private final @Nullable String remoteAddress;
  private @Nullable HttpResponse response;
  private @Nullable BodyCapture requestBody;
  private @Nullable BodyCapture responseBody;
  private boolean refused;

  HttpExchange(
      Exchange exchange, HttpRequest request, String scheme, @Nullable String remoteAddress) {
    this.exchange = exchange;
    this.requestHeaders = request.headers();
    this.protocol = request.protocolVersion().text();
    this.scheme = scheme;
    this.remoteAddress = remoteAddress;
    if (request.decoderResult().isFailure() && MADE_UP_TARGET.equals(request.uri())) {
      this.target = null;
      return;
    }
    this.target = request.uri();
    exchange.mapped(request.method().name(), path());
    if (hasBody(requestHeaders)) {
      // Now: a handler that inflates the body will remove its encoding from the headers.
      requestBody = NettyBinding.CAPTURE.requestBody(exchange, NettyAdapter.INSTANCE, this);
    }
  }

  private static boolean hasBody(HttpHeaders headers) {
    String length = headers.get("content-length");
    return length == null ? headers.contains("transfer-encoding") : !length.equals("0");
  }

  /** Content of the request, before any handler sees it. */
  void received(ByteBuf content) {
    BodyCapture body = requestBody;
    if (body != null) {
      append(body, content);
    }
  }

  /** The head of the answer. */
  void answered(HttpResponse head) {
    response = head;
    responseBody = NettyBinding.CAPTURE.responseBody(exchange, NettyAdapter.INSTANCE, this, true);
  }

  /** A part of the answer, the head included where it carries content. */
  void sent(Object part) {
    BodyCapture body = responseBody;
    if (body == null) {
      return;
    }
    if (part instanceof ByteBufHolder) {
      append(body, ((ByteBufHolder) part).content());
    } else if (part instanceof ByteBuf) {
      append(body, (ByteBuf) part);
    } else if (part instanceof FileRegion) {
      body.count(((FileRegion) part).count());
    }
  }

  /**
   * A part of the answer follows, and everything before it has left the channel: it was flushed. No
   * word about an answer that waits for a slow client, or behind TLS for its flush.
   */
  void flushed() {
    BodyCapture body = responseBody;
    if (body != null && body.totalBytes() > 0) {
      body.flushed();
    }
  }

  private static void append(BodyCapture body, ByteBuf content) {
    if (content.refCnt() <= 0) {
      return;
    }
    int length = content.readableBytes();
    int wanted = Math.min(length, body.room());
    if (wanted > 0) {
      if (content.hasArray()) {
        body.append(content.array(), content.arrayOffset() + content.readerIndex(), wanted);
      } else {
        // By absolute index: neither an index nor a reference count of the buffer changes.
        byte[] copy = new byte[Math.min(wanted, COPY_BYTES)];
        for (int done = 0; done < wanted; done += copy.length) {
          int step = Math.min(copy.length, wanted - done);
          content.getBytes(content.readerIndex() + done, copy, 0, step);
          body.append(copy, 0, step);
        }
      }
    }
    body.count(length - wanted);
  }

  /** The request could not be read. */
  void refused() {
    refused = true;
    exchange.outcome(Outcome.BAD_REQUEST);
  }

  void outcome(Outcome outcome) {
    if (!refused) {
      exchange.outcome(outcome);
    }
  }

  void failed(Throwable exception) {
    exchange.failed(exception);
  }

  boolean isEnded() {
    return exchange.isEnded();
  }

  void end() {
    try {
      exchange.requestBytes(requestBody == null ? 0 : requestBody.totalBytes());
      exchange.responseBytes(responseBody == null ? 0 : responseBody.totalBytes());
      NettyBinding.CAPTURE.end(exchange, NettyAdapter.INSTANCE, this, this);
    } finally {
      // Whatever failed, it must not stay open for ever. After a good end this does nothing.
      NettyBinding.CAPTURE.abandon(exchange);
    }
  }

  /** Raw path; of a target in absolute form what follows scheme and host. */
  @Nullable String path() {
    String all = target;
    if (all == null) {
      return null;
    }
    int query = all.indexOf('?');
    String path = query < 0 ? all : all.substring(0, query);
    if (path.startsWith("/")) {
      return path;
    }
    int host = path.indexOf("://");
    if (host < 0) {
      return path;
    }
    int slash = path.indexOf('/', host + 3);
    return slash < 0 ? "/" : path.substring(slash);
  }

  @Nullable String query() {
    String all = target;
    int at = all == null ? -1 : all.indexOf('?');
    return all == null || at < 0 || at == all.length() - 1 ? null : all.substring(at + 1);
  }

  String protocol() {
    return protocol;
  }

  String scheme() {
    return scheme;
  }

  @Nullable String remoteAddress() {
    return remoteAddress;
  }

  HttpHeaders requestHeaders() {
    return requestHeaders;
  }

  /** Null until the answer has begun. */
  @Nullable HttpHeaders responseHeaders() {
    HttpResponse head = response;
    return head == null ? null : head.headers();
  }

  /** 0 until the answer has begun. */
  int status() {
    HttpResponse head = response;
    return head == null ? 0 : head.status().code();
  }
}
