package io.opsagent.testapps.tomcat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends all requests to one server: nearly all one after the other, because the order in which JSPs
 * are compiled shows in Tomcat's answers; those that only wait run beside them.
 */
final class ExampleRun {
  private ExampleRun() {}

  /** All exchanges by the name of their step. */
  static Map<String, Exchange> against(TomcatServer server, TomcatDistribution distribution)
      throws IOException, InterruptedException {
    List<Flow> waiting = ExampleRequests.waiting();
    ExecutorService pool = Executors.newFixedThreadPool(waiting.size());
    try {
      List<Future<List<Exchange>>> running = new ArrayList<>();
      for (Flow flow : waiting) {
        running.add(pool.submit(() -> flow.run(server.port())));
      }
      List<Flow> flows = new ArrayList<>(ExamplePages.all(distribution));
      flows.addAll(ExampleRequests.fast(distribution));
      flows.add(ExampleRequests.afterPages());
      Map<String, Exchange> done = new TreeMap<>();
      for (Flow flow : flows) {
        add(done, flow.run(server.port()));
      }
      for (Future<List<Exchange>> result : running) {
        add(done, result.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IOException("a flow failed against port " + server.port(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static void add(Map<String, Exchange> done, List<Exchange> exchanges) {
    for (Exchange exchange : exchanges) {
      if (done.put(exchange.step().name(), exchange) != null) {
        throw new IllegalStateException("two steps have the name " + exchange.step().name());
      }
    }
  }
}
