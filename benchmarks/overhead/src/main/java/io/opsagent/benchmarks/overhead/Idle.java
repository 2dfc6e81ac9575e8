package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the processes do when nobody asks them anything: all are looked at during the same time. */
final class Idle {
  /** Connections of the rounds are closed and buffers given up by then. */
  private static final long SETTLE_MILLIS = 3_000;

  private static final String TOMCAT_POOL = "http-nio-";

  private final List<Server> servers;
  private final Figures figures;

  Idle(List<Server> servers, Figures figures) {
    this.servers = servers;
    this.figures = figures;
  }

  void run(int seconds) throws IOException {
    Server.pause(SETTLE_MILLIS);
    List<Map<String, Long>> before = new ArrayList<>();
    long start = System.nanoTime();
    for (Server server : servers) {
      before.add(server.threadCpuNanos());
    }
    Server.pause(seconds * 1_000L);
    double nanos = System.nanoTime() - start;
    for (int i = 0; i < servers.size(); i++) {
      Server server = servers.get(i);
      long cpu = ProcFs.cpuNanosBetween(before.get(i), server.threadCpuNanos());
      figures.put(server.variant(), "idle-percent", 0, 100 * cpu / nanos);
      figures.put(
          server.variant(), "idle-threads", 0, ProcFs.threadsBesides(server.pid(), TOMCAT_POOL));
      figures.put(server.variant(), "pss-mib", 0, ProcFs.proportionalKib(server.pid()) / 1024.0);
    }
  }
}
