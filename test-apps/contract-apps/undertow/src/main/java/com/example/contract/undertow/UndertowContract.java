package com.example.contract.undertow;

import com.example.contract.common.ContractMain;
import io.undertow.Undertow;
import java.net.InetSocketAddress;

/** The contract application (test-apps/contract/README.md) on Undertow 2.2 or 2.3. */
public final class UndertowContract implements AutoCloseable {
  private static final int WORKER_THREADS = 64;

  private final Undertow server;

  private UndertowContract(Undertow server) {
    this.server = server;
  }

  /**
   * Starts the server on 127.0.0.1; its threads keep the JVM alive.
   *
   * @param port 0 for any
   */
  public static UndertowContract start(int port) {
    Undertow server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1")
            .setIoThreads(2)
            .setWorkerThreads(WORKER_THREADS)
            .setHandler(Routes.all())
            .build();
    server.start();
    return new UndertowContract(server);
  }

  /** The port that accepts connections. */
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() {
    server.stop();
  }

  /** The main class: takes a port, says which one it is, and runs until it is ended. */
  public static void main(String[] arguments) {
    ContractMain.silence();
    ContractMain.accepts(start(ContractMain.port(arguments)).port());
  }
}
