package io.opsagent.testapps.proofs;

import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * A number of clients that send the same GET again and again, each on one connection.
 *
 * @param port of the server
 * @param path asked for
 * @param expected what every answer must be
 */
record Load(int port, String path, Predicate<RawAnswer> expected) {

  /**
   * What a run gave.
   *
   * @param answered requests with the expected answer
   * @param sortedNanos time of each, ascending
   */
  record Result(int answered, long[] sortedNanos) {
    /** Milliseconds that this share of the requests took at most. */
    double percentileMillis(double share) {
      int index = (int) Math.ceil(share * sortedNanos.length) - 1;
      return sortedNanos[Math.max(0, index)] / 1e6;
    }
  }

  /**
   * Sends requests.
   *
   * @param clients at the same time
   * @param perClient requests of each
   * @throws AssertionError if any request has no answer, or another one than expected
   */
  Result run(int clients, int perClient) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<long[]>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(() -> oneClient(perClient)));
      }
      long[] all = new long[clients * perClient];
      for (int i = 0; i < clients; i++) {
        System.arraycopy(running.get(i).get(), 0, all, i * perClient, perClient);
      }
      Arrays.sort(all);
      return new Result(all.length, all);
    } catch (ExecutionException e) {
      throw new AssertionError("a request under load failed: " + e.getCause(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private long[] oneClient(int requests) throws IOException {
    byte[] request =
        ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    long[] nanos = new long[requests];
    RawHttp connection = RawHttp.connect(port);
    try {
      for (int i = 0; i < requests; i++) {
        long start = System.nanoTime();
        RawAnswer answer = connection.send(request).read("GET");
        nanos[i] = System.nanoTime() - start;
        if (!expected.test(answer)) {
          throw new IOException("unexpected answer: " + answer.statusLine());
        }
        // Tomcat closes a connection after 100 requests, and says so.
        if (answer.header("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
          connection.close();
          connection = RawHttp.connect(port);
        }
      }
      return nanos;
    } finally {
      connection.close();
    }
  }
}
