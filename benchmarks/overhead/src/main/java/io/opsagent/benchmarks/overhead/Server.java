package io.opsagent.benchmarks.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An application that runs in a process of its own. */
final class Server implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static final byte[] FIRST =
      "GET /tiny HTTP/1.1\r\nHost: shop.example.com\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  /** A heap of a fixed size, so that a collector's choice is no part of the figures. */
  private static final List<String> JVM = List.of("-Xms256m", "-Xmx256m", "-XX:+UseG1GC");

  private final Variant variant;
  private final Process process;
  private final int port;
  private final int controlPort;
  private final OpsApi api;
  private final Path stateFile;
  private final long startMillis;
  private final long firstAnswerNanos;
  private final long firstAnswerCpuNanos;

  private Server(
      Variant variant, Process process, Path folder, int port, int controlPort, int apiPort)
      throws IOException {
    this.variant = variant;
    this.process = process;
    this.port = port;
    this.controlPort = controlPort;
    this.api = new OpsApi(apiPort);
    this.stateFile = folder.resolve("data").resolve("slot-0").resolve("agent.properties");
    this.startMillis = process.info().startInstant().orElse(Instant.now()).toEpochMilli();
    long start = System.nanoTime();
    awaitFirstAnswer();
    firstAnswerNanos = System.nanoTime() - start;
    firstAnswerCpuNanos = ProcFs.cpuNanos(pid());
  }

  /** Starts it and returns when it has answered a first request. */
  static Server start(Site site, Application application, Variant variant) throws IOException {
    Path folder =
        Files.createDirectories(site.work().resolve(application.id() + "-" + variant.id()));
    int[] ports = freePorts(3);
    List<String> command = new ArrayList<>(List.of(site.java().toString()));
    command.addAll(JVM);
    command.addAll(agentOptions(site, variant, folder, ports[2]));
    if (variant.kind() == Variant.Kind.JAVAMELODY) {
      command.addAll(variant.options());
      command.add("-Djavamelody.storage-directory=" + folder);
      command.add("-Dfilter=net.bull.javamelody.MonitoringFilter");
    }
    command.add("-Dport=" + ports[0]);
    command.add("-Dcontrol.port=" + ports[1]);
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-cp");
    command.add(site.classPath(application, variant));
    command.add(application.mainClass());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(folder.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("OPSAGENT_"));
    builder.redirectOutput(
        site.withLogs()
            ? ProcessBuilder.Redirect.to(folder.resolve("out.log").toFile())
            : ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      Server server = new Server(variant, process, folder, ports[0], ports[1], ports[2]);
      return server;
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> agentOptions(Site site, Variant variant, Path folder, int apiPort) {
    String jar = variant.agentJar();
    if (jar == null) {
      return List.of();
    }
    Path agent = site.agent(variant, jar);
    if (!Files.isRegularFile(agent)) {
      throw new IllegalStateException(agent + " is missing; build it first");
    }
    if (variant.isOpsAgent()) {
      String arguments =
          "port="
              + apiPort
              + ",data-dir="
              + folder
              + "/data,"
              + String.join(",", variant.options());
      return List.of("-javaagent:" + agent + "=" + arguments);
    }
    List<String> options = new ArrayList<>(List.of("-javaagent:" + agent));
    options.addAll(variant.options());
    return options;
  }

  Variant variant() {
    return variant;
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  /** OpsAgent's own API; only of its variants. */
  OpsApi api() {
    return api;
  }

  long firstAnswerNanos() {
    return firstAnswerNanos;
  }

  long firstAnswerCpuNanos() {
    return firstAnswerCpuNanos;
  }

  /**
   * Waits until the agent says that it listens, where there is one that does. Calls nobody: what
   * answers is started by the first call.
   */
  void awaitListening() throws IOException {
    if (!variant.isOpsAgent()) {
      return;
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!hasStateFile()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(variant.id() + ": the agent does not listen");
      }
      pause(100);
    }
  }

  /** One of an earlier process does not count. */
  private boolean hasStateFile() throws IOException {
    return Files.exists(stateFile)
        && Files.getLastModifiedTime(stateFile).toMillis() >= startMillis;
  }

  /** Waits until the agent's own server is up, where there is one, and switches capture off. */
  void awaitAgent() throws IOException {
    if (!variant.isOpsAgent()) {
      return;
    }
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!api.isUp()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(variant.id() + ": the agent's server does not answer");
      }
      pause(100);
    }
    if (variant.kind() == Variant.Kind.OPSAGENT_OFF) {
      api.switchCaptureOff();
    }
  }

  /** Bytes allocated so far: by threads that serve requests, and by all threads that live. */
  long[] allocatedBytes() throws IOException {
    String[] both = control("allocated").split(" ");
    return new long[] {Long.parseLong(both[0]), Long.parseLong(both[1])};
  }

  /** Bytes of the heap in use after full collections. */
  long liveHeapBytes() throws IOException {
    return Long.parseLong(control("heap"));
  }

  /** From the start of the JVM until the application's main was entered. */
  long mainEnteredMillis() throws IOException {
    return Long.parseLong(control("main"));
  }

  Map<String, Long> threadCpuNanos() throws IOException {
    return ProcFs.threadCpuNanos(pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String control(String question) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), controlPort)) {
      socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.US_ASCII));
      String answer =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      if (answer == null) {
        throw new IOException(variant.id() + " did not answer " + question);
      }
      return answer;
    }
  }

  private void awaitFirstAnswer() throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(variant.id() + " did not start; --logs keeps what it says");
      }
      pause(5);
    }
  }

  private boolean answers() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(FIRST);
      String line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return line != null && line.contains(" 200");
    } catch (ConnectException notYet) {
      return false;
    }
  }

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    int[] ports = new int[count];
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports[i] = socket.getLocalPort();
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return ports;
  }
}
