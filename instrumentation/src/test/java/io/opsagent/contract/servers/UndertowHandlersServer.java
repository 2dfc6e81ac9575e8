package io.opsagent.contract.servers;

import io.opsagent.contract.ServerHandler;
import io.opsagent.contract.TestServer;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.io.IoCallback;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What can be done with an exchange of Undertow beside reading and writing on a worker. */
public final class UndertowHandlersServer implements TestServer {
  private @Nullable Undertow undertow;

  @Override
  public int start(ServerHandler unused) throws IOException {
    Path file = Files.createTempFile("contract", ".txt");
    file.toFile().deleteOnExit();
    Files.write(file, "from a file\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
    HttpHandler text =
        exchange -> {
          exchange.setStatusCode(500);
          exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
          exchange.getResponseSender().send("all of it ".repeat(500));
        };
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setIoThreads(2)
            .setWorkerThreads(8)
            .setHandler(
                Handlers.path()
                    .addPrefixPath("/io-thread", text)
                    .addPrefixPath(
                        "/rewritten",
                        exchange -> {
                          // What a forward of a servlet does, too.
                          exchange.setRequestURI("/elsewhere");
                          exchange.setQueryString("b=2");
                          text.handleRequest(exchange);
                        })
                    .addPrefixPath(
                        "/gzip",
                        new EncodingHandler(
                            text,
                            new ContentEncodingRepository()
                                .addEncodingHandler("gzip", new GzipEncodingProvider(), 50)))
                    .addPrefixPath("/twice", io -> io.dispatch(worker -> worker.dispatch(text)))
                    .addPrefixPath(
                        "/endless", io -> io.dispatch(UndertowHandlersServer::writeEndlessly))
                    .addPrefixPath("/echo", UndertowHandlersServer::echo)
                    .addPrefixPath(
                        "/file",
                        io ->
                            io.dispatch(
                                exchange -> {
                                  exchange.startBlocking();
                                  exchange.setStatusCode(500);
                                  exchange
                                      .getResponseHeaders()
                                      .put(Headers.CONTENT_TYPE, "text/plain");
                                  exchange
                                      .getResponseSender()
                                      .transferFrom(
                                          FileChannel.open(file), IoCallback.END_EXCHANGE);
                                }))
                    .addPrefixPath(
                        "/rejected",
                        exchange ->
                            exchange.dispatch(
                                task -> {
                                  throw new RejectedExecutionException("full");
                                },
                                text)))
            .build();
    server.start();
    undertow = server;
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** Until the client is gone. */
  private static void writeEndlessly(HttpServerExchange exchange) {
    exchange.startBlocking();
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
    byte[] piece = "again and again ".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    try {
      while (true) {
        exchange.getOutputStream().write(piece);
      }
    } catch (IOException e) {
      exchange.endExchange();
    }
  }

  private static void echo(HttpServerExchange exchange) {
    exchange
        .getRequestReceiver()
        .receiveFullBytes(
            (all, bytes) -> {
              all.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/octet-stream");
              all.getResponseSender().send(java.nio.ByteBuffer.wrap(bytes));
            });
  }

  @Override
  public void stop() {
    Undertow server = undertow;
    if (server != null) {
      server.stop();
    }
  }
}
