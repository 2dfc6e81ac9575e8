package io.opsagent.testapps.tomcat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What came of sending everything to both servers of a pair, which still run.
 *
 * @param without exchanges by name of the step, from the server without agent
 * @param with the same from the other server
 * @param echoesWithout WebSocket messages by endpoint, from the server without agent
 * @param echoesWith the same from the other server
 */
record ExampleResults(
    TomcatPair pair,
    Map<String, Exchange> without,
    Map<String, Exchange> with,
    Map<String, List<String>> echoesWithout,
    Map<String, List<String>> echoesWith) {

  static ExampleResults of(TomcatCase tomcat) throws Exception {
    TomcatPair pair = TomcatPair.start(TomcatExamplesTest.class, tomcat, List.of());
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      // Both at once: each server gets its requests one after the other, so two cores are used.
      Future<Map<String, Exchange>> without =
          pool.submit(() -> ExampleRun.against(pair.without(), tomcat.distribution()));
      Future<Map<String, Exchange>> with =
          pool.submit(() -> ExampleRun.against(pair.with(), tomcat.distribution()));
      return new ExampleResults(
          pair,
          without.get(),
          with.get(),
          WebSocketEchoes.against(pair.without()),
          WebSocketEchoes.against(pair.with()));
    } catch (Throwable e) {
      pair.close();
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }
}
