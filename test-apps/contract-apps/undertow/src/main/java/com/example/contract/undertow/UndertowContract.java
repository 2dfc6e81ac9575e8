package com.example.contract.undertow;

import com.example.contract.common.ContractMain;
import com.example.contract.common.Tls;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/** The contract application (test-apps/contract/README.md) on Undertow 2.2 or 2.3. */
public final class UndertowContract implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int MAX_HEADER_BYTES = 32 * 1024;
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
    Undertow.Builder builder =
        Undertow.builder()
            .addHttpListener(port, HOST)
            .setIoThreads(2)
            .setWorkerThreads(WORKER_THREADS)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
            .setHandler(Routes.all());
    SSLContext tls = Tls.context();
    if (tls != null) {
      builder.addHttpsListener(0, HOST, tls);
    }
    Undertow server = builder.build();
    server.start();
    return new UndertowContract(server);
  }

  /** The port that accepts connections. */
  public int port() {
    return portOf(0);
  }

  /** The port that accepts TLS connections; 0 if there is none. */
  public int tlsPort() {
    return server.getListenerInfo().size() < 2 ? 0 : portOf(1);
  }

  private int portOf(int listener) {
    return ((InetSocketAddress) server.getListenerInfo().get(listener).getAddress()).getPort();
  }

  @Override
  public void close() {
    server.stop();
  }

  /** The main class: takes a port, says which one it is, and runs until it is ended. */
  public static void main(String[] arguments) {
    ContractMain.silence();
    UndertowContract application = start(ContractMain.port(arguments));
    ContractMain.accepts(application.port(), application.tlsPort());
  }
}
