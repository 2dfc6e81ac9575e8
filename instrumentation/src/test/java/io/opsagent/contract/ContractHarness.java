package io.opsagent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import io.opsagent.weaving.Plugin;
import io.opsagent.weaving.TestEngine;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Starts one server for all cases of a class, woven, and lets each case say what the application
 * does. After each case there is no exchange that nobody took, none that is still open, no memory
 * of a body, and nothing of ours has failed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContractHarness {
  static final byte[] NO_BODY = {};
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SERVERS = "io.opsagent.contract.servers.";

  private @Nullable TestEngine engine;
  private @Nullable TestServer server;
  private volatile @Nullable ServerHandler application;
  private int port;

  /** Simple name of the server's class. */
  abstract String serverClass();

  /** Packages of the server's own classes. */
  abstract String[] serverPackages();

  /** Name of the entry point, as exchanges say it. */
  abstract String entryPoint();

  /** Folder of the jars of another version than that of the class path, or null. */
  @Nullable File jars() {
    return null;
  }

  /** Plug-ins beside those of this module. */
  List<Plugin> furtherPlugins() {
    return List.of();
  }

  /** Names of the plug-ins that are switched off. */
  List<String> off() {
    return List.of();
  }

  /** Methods of bindings that throw, as {@code package.Class#method}. */
  List<String> broken() {
    return List.of();
  }

  @BeforeAll
  void startServer() throws Exception {
    TestEngine started = new TestEngine(false, furtherPlugins(), off(), broken());
    String[] packages = new String[serverPackages().length + 1];
    System.arraycopy(serverPackages(), 0, packages, 1, serverPackages().length);
    packages[0] = SERVERS;
    TestServer fresh =
        (TestServer)
            started
                .loader(jars(), packages)
                .loadClass(SERVERS + serverClass())
                .getConstructor()
                .newInstance();
    engine = started;
    server = fresh;
    port = fresh.start(this::handle);
  }

  private void handle(ServerRequest request) throws Exception {
    ServerHandler handler = application;
    if (handler == null) {
      throw new IllegalStateException("no application");
    }
    handler.handle(request);
  }

  @AfterAll
  void stopServer() throws Exception {
    stopRunning();
    assertThat(capture().ring().poll()).as("an exchange after the server's end").isNull();
    assertHealthy();
  }

  final void stopRunning() throws Exception {
    TestServer running = server;
    if (running != null) {
      running.stop();
    }
  }

  @AfterEach
  void leavesNothingBehind() {
    await().atMost(PATIENCE).until(() -> capture().openExchanges().snapshot().isEmpty());
    List<String> unexpected = new ArrayList<>();
    for (Exchange e = capture().ring().poll(); e != null; e = capture().ring().poll()) {
      unexpected.add(e.method() + " " + e.path() + " " + e.status() + " " + e.outcome());
      e.releaseBodies();
    }
    assertThat(unexpected).isEmpty();
    assertThat(capture().bodyMemory().reservedBytes()).isZero();
    assertHealthy();
  }

  /** Nothing of ours has failed, and no exchange was given up. */
  void assertHealthy() {
    engine().assertHealthy();
  }

  final TestEngine engine() {
    return Objects.requireNonNull(engine);
  }

  final Capture capture() {
    return engine().capture();
  }

  /** Lets the application do this from now on. */
  final void serve(ServerHandler handler) {
    application = handler;
  }

  final int port() {
    return port;
  }

  final RawClient connect() throws Exception {
    return new RawClient(port);
  }

  final RawResponse get(String target, String... headers) throws Exception {
    try (RawClient client = connect()) {
      return client.get(target, headers).read();
    }
  }

  final RawResponse post(String target, byte[] body, String... headers) throws Exception {
    try (RawClient client = connect()) {
      return client.request("POST", target, body, headers).read();
    }
  }

  /** The next exchange, with its bodies; the memory of these is given back. */
  final Captured next() {
    return take(1).get(0);
  }

  final List<Captured> take(int count) {
    List<Captured> taken = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              for (Exchange e = capture().ring().poll(); e != null; e = capture().ring().poll()) {
                taken.add(Captured.of(e));
              }
              return taken.size() >= count;
            });
    assertThat(taken).hasSize(count);
    return taken;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Text of a length, in which no two places look alike. */
  static byte[] text(int length) {
    StringBuilder all = new StringBuilder(length + 8);
    for (int i = 0; all.length() < length; i++) {
      all.append(i).append(' ');
    }
    return utf8(all.substring(0, length));
  }
}
