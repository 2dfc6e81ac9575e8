package io.opsagent.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.opsagent.capture.Exchange;
import io.opsagent.capture.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of one channel, in the order of their requests, which is that of their answers.
 * Used on the channel's event loop only.
 */
final class HttpConnection {
  /** A server that never answers would let the queue grow for ever. */
  static final int MAX_OPEN_EXCHANGES = 1_000;

  private static final String ENTRY_POINT = "netty";
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int FIRST_FINAL_STATUS = 200;

  private final Channel channel;
  private final ArrayDeque<HttpExchange> open = new ArrayDeque<>(4);

  /** Whose content is being received; null between requests and after the last content. */
  private @Nullable HttpExchange receiving;

  /** Whether what is sent belongs to a 1xx answer, which is not the answer. */
  private boolean sendingInformation;

  /**
   * Requests that came after the open ones and got no exchange. Until all of them are answered the
   * next ones get none either, so that answers still find their request.
   */
  private long unlisted;

  /** The turn of capture's switch in which all of the above was seen. */
  private int generation = NettyBinding.CAPTURE.generation(ENTRY_POINT);

  /** The channel is closed, or speaks another protocol. */
  private boolean stopped;

  private @Nullable String scheme;
  private @Nullable String remoteAddress;

  HttpConnection(Channel channel) {
    this.channel = channel;
  }

  /** A part of a request was decoded, and no handler has seen it yet. */
  void received(Object part) {
    if (part instanceof HttpRequest) {
      forgetWhatWasMissed();
      receiving = begin((HttpRequest) part);
    }
    if (part instanceof HttpContent) {
      HttpExchange exchange = receiving;
      if (exchange == null) {
        return;
      }
      HttpContent content = (HttpContent) part;
      if (content.decoderResult().isFailure()) {
        exchange.refused();
        receiving = null;
      } else if (!exchange.isEnded()) {
        // A server may answer before the request is complete; the rest is nobody's then.
        exchange.received(content.content());
      }
      if (part instanceof LastHttpContent) {
        receiving = null;
      }
    }
  }

  /**
   * While capture was off, answers passed unseen: at the next request the older ones have theirs,
   * unless the client does not wait for answers.
   */
  private void forgetWhatWasMissed() {
    int now = NettyBinding.CAPTURE.generation(ENTRY_POINT);
    if (generation != now) {
      generation = now;
      open.clear();
      unlisted = 0;
      sendingInformation = false;
    }
  }

  private @Nullable HttpExchange begin(HttpRequest request) {
    if (stopped) {
      return null;
    }
    Exchange begun =
        unlisted > 0 || open.size() >= MAX_OPEN_EXCHANGES
            ? null
            : NettyBinding.CAPTURE.begin(ENTRY_POINT);
    if (begun == null) {
      unlisted++;
      return null;
    }
    HttpExchange exchange = new HttpExchange(begun, request, scheme(), remoteAddress());
    open.addLast(exchange);
    if (request.decoderResult().isFailure()) {
      exchange.refused();
    }
    return exchange;
  }

  /** A part of an answer is about to be encoded. */
  void sending(Object part) {
    HttpExchange exchange = open.peekFirst();
    boolean last = part instanceof LastHttpContent;
    if (part instanceof HttpResponse) {
      HttpResponse response = (HttpResponse) part;
      int status = response.status().code();
      boolean upgraded = status == SWITCHING_PROTOCOLS;
      sendingInformation = status < FIRST_FINAL_STATUS && !upgraded;
      if (upgraded) {
        // What follows is of another protocol.
        stopped = true;
        last = true;
      }
      if (exchange != null && !sendingInformation) {
        exchange.answered(response);
      }
    }
    if (sendingInformation) {
      return;
    }
    if (exchange != null) {
      if (isAllSent()) {
        exchange.flushed();
      }
      exchange.sent(part);
    }
    if (last) {
      answered(exchange);
    }
  }

  /** Nothing waits in the channel: what was written before has been flushed. */
  private boolean isAllSent() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting != null && waiting.totalPendingWriteBytes() == 0;
  }

  private void answered(@Nullable HttpExchange exchange) {
    if (exchange != null) {
      open.pollFirst();
      exchange.end();
    } else if (unlisted > 0) {
      unlisted--;
    }
  }

  /** A handler has thrown: what it was given last is the newest request. */
  void failed(Throwable exception) {
    HttpExchange newest = open.peekLast();
    if (newest != null) {
      newest.failed(exception);
    }
  }

  /** The channel is closed, or will be because the client is gone. */
  void closed() {
    stopped = true;
    receiving = null;
    for (HttpExchange exchange = open.pollFirst(); exchange != null; exchange = open.pollFirst()) {
      exchange.outcome(Outcome.ABORTED);
      exchange.end();
    }
  }

  private String scheme() {
    String known = scheme;
    if (known == null) {
      known = isEncrypted(channel) ? "https" : "http";
      scheme = known;
    }
    return known;
  }

  private static boolean isEncrypted(Channel channel) {
    for (Map.Entry<String, ChannelHandler> entry : channel.pipeline()) {
      // By name: an application need not have the jar that this class is in.
      for (Class<?> type = entry.getValue().getClass(); type != null; type = type.getSuperclass()) {
        if (type.getName().equals("io.netty.handler.ssl.SslHandler")) {
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable String remoteAddress() {
    if (remoteAddress == null) {
      SocketAddress address = channel.remoteAddress();
      if (address instanceof InetSocketAddress) {
        InetAddress resolved = ((InetSocketAddress) address).getAddress();
        remoteAddress =
            resolved == null
                ? ((InetSocketAddress) address).getHostString()
                : resolved.getHostAddress();
      }
    }
    return remoteAddress;
  }
}
