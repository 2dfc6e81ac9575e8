package io.opsagent.contract.servers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.ServerRequest;
import io.opsagent.contract.TestServer;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Netty with the server codec and one handler that collects a request and calls the application.
 */
public class NettyServer implements TestServer {
  private final EventLoopGroup acceptors = new NioEventLoopGroup(1);
  private final EventLoopGroup workers = new NioEventLoopGroup(2);

  /** Puts the codec into the pipeline. */
  protected void addCodec(Channel channel) {
    channel.pipeline().addLast(new HttpServerCodec());
  }

  @Override
  public int start(ServerHandler handler) throws Exception {
    Channel server =
        new ServerBootstrap()
            .group(acceptors, workers)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    addCodec(channel);
                    channel.pipeline().addLast(new Collector(handler));
                  }
                })
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public void stop() throws Exception {
    acceptors.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    workers.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  private static final class Collector extends ChannelInboundHandlerAdapter {
    private final ServerHandler handler;
    private @Nullable HttpRequest request;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private AtomicBoolean begun = new AtomicBoolean();

    Collector(ServerHandler handler) {
      this.handler = handler;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) throws Exception {
      try {
        if (part instanceof HttpRequest) {
          HttpRequest head = (HttpRequest) part;
          if (head.decoderResult().isFailure()) {
            answer(context, 400);
            return;
          }
          request = head;
          body = new ByteArrayOutputStream();
        }
        if (part instanceof HttpContent) {
          ByteBuf content = ((HttpContent) part).content();
          byte[] bytes = new byte[content.readableBytes()];
          content.readBytes(bytes);
          body.writeBytes(bytes);
        }
        HttpRequest head = request;
        if (part instanceof LastHttpContent && head != null) {
          request = null;
          begun = new AtomicBoolean();
          handler.handle(new Request(context, head, body.toByteArray(), begun));
        }
      } finally {
        ReferenceCountUtil.release(part);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (begun.get()) {
        var unused = context.close();
      } else {
        answer(context, 500);
      }
    }

    private static void answer(ChannelHandlerContext context, int status) {
      FullHttpResponse response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
      response.headers().set("Content-Length", "0");
      response.headers().set("Connection", "close");
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private record Request(
      ChannelHandlerContext context, HttpRequest head, byte[] body, AtomicBoolean begun)
      implements ServerRequest {

    @Override
    public @Nullable String query() {
      int at = head.uri().indexOf('?');
      return at < 0 ? null : head.uri().substring(at + 1);
    }

    @Override
    public @Nullable String header(String name) {
      return head.headers().get(name);
    }

    @Override
    public byte[] readBody() {
      return body;
    }

    @Override
    public void respond(int status, @Nullable String contentType, byte[] content) {
      // The oldest codec sends with an answer to HEAD what it is given.
      boolean head = "HEAD".equals(this.head.method().name());
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.valueOf(status),
              head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(content));
      if (contentType != null) {
        response.headers().set("Content-Type", contentType);
      }
      if (status != 204 && status != 304) {
        response.headers().set("Content-Length", String.valueOf(content.length));
      }
      boolean close = "close".equals(this.head.headers().get("Connection"));
      context
          .writeAndFlush(response)
          .addListener(close ? ChannelFutureListener.CLOSE : future -> {});
    }

    @Override
    public void stream(int status, String contentType, Iterator<byte[]> pieces) {
      HttpResponse response =
          new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
      response.headers().set("Content-Type", contentType);
      response.headers().set("Transfer-Encoding", "chunked");
      begun.set(true);
      var unused = context.write(response, context.voidPromise());
      writeNext(pieces);
    }

    private void writeNext(Iterator<byte[]> pieces) {
      if (!pieces.hasNext()) {
        var unused =
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, context.voidPromise());
        return;
      }
      byte[] piece = pieces.next();
      ByteBuf direct = context.alloc().directBuffer(piece.length).writeBytes(piece);
      context
          .writeAndFlush(new DefaultHttpContent(direct))
          .addListener(
              written -> {
                if (written.isSuccess()) {
                  writeNext(pieces);
                } else {
                  var unused = context.close();
                }
              });
    }

    @Override
    public void later(long delayMillis, ServerTask task) {
      Future<?> unused =
          context
              .executor()
              .schedule(
                  () -> {
                    Thread other =
                        new Thread(
                            () -> {
                              try {
                                task.run();
                              } catch (Exception e) {
                                throw new IllegalStateException(e);
                              }
                            });
                    other.start();
                  },
                  delayMillis,
                  TimeUnit.MILLISECONDS);
    }
  }
}
