package io.opsagent.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.http.KeptConnection.Head;
import io.opsagent.server.testkit.LogRow;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.storage.ServiceLog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drill: a real application on Tomcat is used while eight clients query the API without pause,
 * with a thousand idle connections and slow readers beside them.
 */
class UnderLoadTest {
  private static final long DRILL_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int CLIENTS = 8;
  private static final int USERS = 2;
  private static final int IDLE = 1_000;
  private static final int SLOW_READERS = 20;

  @TempDir private Path folder;

  private final AtomicBoolean isOver = new AtomicBoolean();
  private final CountDownLatch clientsAtWork = new CountDownLatch(CLIENTS);
  private final LongAdder served = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder applicationAnswers = new LongAdder();
  private final AtomicInteger mostThreads = new AtomicInteger();

  private static final class Shop extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] page =
          "a page of the shop\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      response.setContentLength(page.length);
      response.getOutputStream().write(page);
    }
  }

  private Tomcat startShop() throws LifecycleException {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector();
    Context context = tomcat.addContext("", folder.toString());
    Tomcat.addServlet(context, "shop", new Shop());
    context.addServletMappingDecoded("/*", "shop");
    tomcat.start();
    return tomcat;
  }

  @Test
  void the_api_stays_within_its_bounds_and_no_request_of_the_application_fails() throws Exception {
    Tomcat tomcat = startShop();
    ExecutorService callers = Executors.newFixedThreadPool(CLIENTS + USERS + 1);
    List<KeptConnection> beside = new ArrayList<>();
    try (RunningServer running = RunningServer.start(s -> s.requestsPerSecond(200))) {
      ServiceLog[] rows = new ServiceLog[300];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = LogRow.row().path("/" + "x".repeat(1_000)).build();
      }
      running.store(rows);
      int api = running.server.port();
      int shop = tomcat.getConnector().getLocalPort();
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        work.add(callers.submit(() -> use(shop)));
      }
      for (int i = 0; i < CLIENTS; i++) {
        work.add(callers.submit(() -> query(api)));
      }
      work.add(callers.submit(this::watchThreads));
      // Of connections that never asked, the oldest is closed when there are too many: nobody can
      // tell a client that is about to ask from one that only opens connections.
      assertThat(clientsAtWork.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < SLOW_READERS; i++) {
        beside.add(new KeptConnection(api, 4_096));
        beside.get(i).ask("/ops/logs/service?rows=0");
      }
      for (int i = 0; i < IDLE; i++) {
        beside.add(new KeptConnection(api));
      }
      long endNanos = System.nanoTime() + DRILL_NANOS;
      while (System.nanoTime() < endNanos) {
        // Health can be asked all the time, past every limit but the connections'.
        try (KeptConnection probe = new KeptConnection(api)) {
          assertThat(probe.get("/healthz").status()).isEqualTo(200);
        }
      }
      isOver.set(true);
      for (Future<?> each : work) {
        each.get(30, TimeUnit.SECONDS);
      }
      assertThat(applicationAnswers.sum()).isGreaterThan(100);
      assertThat(served.sum()).isGreaterThan(20);
      assertThat(refused.sum()).isGreaterThan(20);
      assertThat(mostThreads.get()).isLessThanOrEqualTo(ServerThreads.MAX_THREADS);
    } finally {
      isOver.set(true);
      callers.shutdownNow();
      for (KeptConnection connection : beside) {
        connection.close();
      }
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private Void use(int port) throws IOException {
    try (KeptConnection user = new KeptConnection(port)) {
      for (int i = 0; !isOver.get(); i++) {
        // Tomcat closes a kept connection after a hundred requests, and says so.
        if (i % 90 == 89) {
          return use(port);
        }
        Head head = user.get("/page/" + i);
        assertThat(head.status()).isEqualTo(200);
        applicationAnswers.increment();
      }
    }
    return null;
  }

  private Void query(int port) throws IOException {
    try (KeptConnection client = new KeptConnection(port)) {
      assertThat(client.get("/healthz").status()).isEqualTo(200);
      clientsAtWork.countDown();
      while (!isOver.get()) {
        Head head = client.get("/ops/logs/service?rows=20");
        assertThat(head.status()).isIn(200, 429);
        if (head.status() == 429) {
          assertThat(head.has("Retry-After")).isTrue();
          refused.increment();
        } else {
          served.increment();
        }
      }
    }
    return null;
  }

  private void watchThreads() {
    while (!isOver.get()) {
      long count =
          java.util.Arrays.stream(
                  ManagementFactory.getThreadMXBean()
                      .getThreadInfo(ManagementFactory.getThreadMXBean().getAllThreadIds()))
              .filter(info -> info != null && info.getThreadName().startsWith("opsagent-http-"))
              .count();
      mostThreads.accumulateAndGet((int) count, Math::max);
      java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
