package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Puts load on one server while the others rest, and measures it and who disturbed it. */
final class PhaseRunner implements AutoCloseable {
  private static final int CLIENT_THREADS = 2;
  private static final int CONNECTIONS_PER_THREAD = 8;

  /**
   * Load before a phase that is not measured: the process has slept while the others had their
   * turn, and the caches of the processor are theirs.
   */
  private static final long LEAD_IN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** What a question to the agent's own API leaves behind is over by then. */
  private static final long SETTLE_MILLIS = 300;

  private static final long PHASE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** OpsAgent's writer waits half a second for a batch to fill: what it writes then is counted. */
  private static final long TAIL_MILLIS = 600;

  private static final long MAX_WRITING_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final List<Server> servers;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          CLIENT_THREADS,
          task -> {
            Thread thread = new Thread(task, "load");
            thread.setDaemon(true);
            return thread;
          });

  PhaseRunner(List<Server> servers) {
    this.servers = servers;
  }

  /**
   * A second of load that is not measured.
   *
   * @param perSecond requests a second, or 0 for as many as are answered
   */
  void warm(Server server, Workload workload, double perSecond) throws IOException {
    load(server, workload, perSecond, PHASE_NANOS);
  }

  /**
   * One phase.
   *
   * <p>A quarter of a second of the same load goes before it, and a rest.
   *
   * @param perSecond requests a second, or 0 for as many as are answered
   */
  Phase run(Server server, Workload workload, double perSecond) throws IOException {
    boolean hasRows = server.variant().isOpsAgent();
    load(server, workload, perSecond, LEAD_IN_NANOS);
    Server.pause(SETTLE_MILLIS);
    // Else what the lead-in left for the writer would be counted.
    if (hasRows) {
      awaitWritten(server);
    }
    OpsApi.@Nullable Counts before = hasRows ? server.api().counts() : null;
    Server.pause(SETTLE_MILLIS);
    long[] allocatedBefore = server.allocatedBytes();
    long othersBefore = ProcFs.machineBusyNanos() - ownNanos();
    long start = System.nanoTime();
    Map<String, Long> cpuBefore = server.threadCpuNanos();
    Load load = load(server, workload, perSecond, PHASE_NANOS);
    Server.pause(TAIL_MILLIS);
    if (server.variant().isEveryRequestStored()) {
      awaitWritten(server);
    }
    Map<ThreadOwner, Long> cpuNanos = ProcFs.cpuNanosSince(server.pid(), cpuBefore);
    long nanos = System.nanoTime() - start;
    long othersNanos = ProcFs.machineBusyNanos() - ownNanos() - othersBefore;
    long[] allocated = server.allocatedBytes();
    OpsApi.@Nullable Counts after = hasRows ? server.api().counts() : null;
    return new Phase(
        load,
        cpuNanos,
        allocated[0] - allocatedBefore[0],
        allocated[1] - allocatedBefore[1],
        ProcFs.status(server.pid(), "VmRSS"),
        before == null || after == null ? -1 : after.written() - before.written(),
        before == null || after == null ? 0 : after.dropped() - before.dropped(),
        (double) othersNanos / nanos);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Load load(Server server, Workload workload, double perSecond, long nanos)
      throws IOException {
    if (perSecond == 0) {
      return saturate(server, workload, nanos, Long.MAX_VALUE);
    }
    try (LoadClient client = LoadClient.openModel(server.port(), workload)) {
      return client.atRate(perSecond, nanos);
    }
  }

  private Load saturate(Server server, Workload workload, long nanos, long maxRequests)
      throws IOException {
    List<LoadClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENT_THREADS; i++) {
        clients.add(new LoadClient(server.port(), workload, CONNECTIONS_PER_THREAD));
      }
      List<Future<Load>> loads = new ArrayList<>();
      for (LoadClient client : clients) {
        loads.add(threads.submit(() -> client.saturate(nanos, maxRequests / CLIENT_THREADS)));
      }
      Load sum = new Load(0, 0, 0, 0, new long[0]);
      for (Future<Load> load : loads) {
        sum = Load.sum(sum, load.get());
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IOException(server.variant().id() + " under load", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      for (LoadClient client : clients) {
        client.close();
      }
    }
  }

  private static void awaitWritten(Server server) throws IOException {
    long deadline = System.nanoTime() + MAX_WRITING_NANOS;
    long written = server.api().counts().written();
    while (System.nanoTime() < deadline) {
      Server.pause(TAIL_MILLIS);
      long now = server.api().counts().written();
      if (now == written) {
        return;
      }
      written = now;
    }
  }

  private long ownNanos() throws IOException {
    long nanos = ProcFs.cpuNanos(ProcessHandle.current().pid());
    for (Server server : servers) {
      nanos += ProcFs.cpuNanos(server.pid());
    }
    return nanos;
  }
}
