package com.example.undertow;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;

/** The main class: serves on a free port of 127.0.0.1, says which, and runs until it is ended. */
public final class UndertowApplication {
  private UndertowApplication() {}

  /** Starts the server; its threads keep the JVM alive. */
  public static void main(String[] arguments) {
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(4)
            .setHandler(routes())
            .build();
    server.start();
    InetSocketAddress address =
        (InetSocketAddress) server.getListenerInfo().iterator().next().getAddress();
    System.out.println("Listening on port " + address.getPort());
  }

  /** Everything else is answered with Undertow's own 404. */
  private static HttpHandler routes() {
    return Handlers.path()
        .addExactPath("/hello", Pages::hello)
        .addExactPath("/search", Pages::search)
        .addExactPath("/large", Pages::large)
        .addExactPath("/fail", Pages::fail)
        .addExactPath("/orders", Forms::order)
        .addExactPath("/register", new Registration())
        .addExactPath("/upload", Forms::upload)
        .addExactPath("/stream", new LineStream(3))
        .addExactPath("/endless", new LineStream(Long.MAX_VALUE))
        .addExactPath("/later", new Later());
  }
}
