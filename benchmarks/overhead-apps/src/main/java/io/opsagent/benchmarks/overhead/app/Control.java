package io.opsagent.benchmarks.overhead.app;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Tells the driver what only the process itself knows. A line in, a line out, on a plain socket of
 * the loopback interface: no agent takes that for a request, so that asking changes no figure.
 *
 * <ul>
 *   <li>{@code allocated}: bytes that the threads that serve requests have allocated, a space,
 *       bytes of all threads that live
 *   <li>{@code main}: milliseconds from the start of the JVM until {@link #mainEntered} was called
 *   <li>{@code heap}: bytes of the heap in use after full collections
 * </ul>
 */
public final class Control {
  private static final String PORT_PROPERTY = "control.port";

  private static volatile long mainEnteredEpochMillis;

  private final String[] workerNames;

  private Control(String[] workerNames) {
    this.workerNames = workerNames;
  }

  /** To be called by the first line of an application's main. */
  public static void mainEntered() {
    mainEnteredEpochMillis = System.currentTimeMillis();
  }

  /**
   * Listens at the port of the system property {@code control.port}, on a daemon thread.
   *
   * @param workerNames what the names of the threads that serve requests contain
   * @throws IOException if the port is taken
   */
  public static void listen(String... workerNames) throws IOException {
    Integer port = Integer.getInteger(PORT_PROPERTY);
    if (port == null) {
      return;
    }
    ServerSocket door = new ServerSocket(port, 4, InetAddress.getLoopbackAddress());
    Control control = new Control(workerNames);
    Thread thread = new Thread(() -> control.serve(door), "control");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(ServerSocket door) {
    while (true) {
      try (Socket socket = door.accept();
          BufferedReader lines =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String answer = answer(line) + "\n";
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException e) {
        if (door.isClosed()) {
          return;
        }
        // The driver has gone; it comes again.
      }
    }
  }

  private String answer(String question) {
    return switch (question) {
      case "allocated" -> allocated();
      case "main" ->
          Long.toString(
              mainEnteredEpochMillis - ManagementFactory.getRuntimeMXBean().getStartTime());
      case "heap" -> Long.toString(heapInUse());
      default -> "unknown question; there are allocated, main and heap";
    };
  }

  private String allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    ThreadInfo[] infos = threads.getThreadInfo(ids);
    long ofWorkers = 0;
    long ofAll = 0;
    for (int i = 0; i < ids.length; i++) {
      long of = Math.max(0, bytes[i]);
      ofAll += of;
      if (infos[i] != null && isWorker(infos[i].getThreadName())) {
        ofWorkers += of;
      }
    }
    return ofWorkers + " " + ofAll;
  }

  private boolean isWorker(String threadName) {
    for (String name : workerNames) {
      if (threadName.contains(name)) {
        return true;
      }
    }
    return false;
  }

  // Twice: references that the first one cleared keep nothing in the second.
  private static long heapInUse() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
