import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * What an application feels of people who query the operations API: an application on Tomcat with
 * the agent is used at 30 % of what it can do, in alternating spans without and with eight clients
 * that query without pause, a thousand idle connections and twenty readers that do not read. Prints
 * the application's p50 and p99 of both as a ratio, its failures, what the API answered, and the
 * most threads of the agent.
 *
 * <pre>java -cp TOMCAT_JARS benchmarks/door/QueriesBeside.java ROUNDS SECONDS</pre>
 *
 * Linux only, for the count of threads.
 */
public final class QueriesBeside {
  private static final int CLIENTS = 8;
  private static final int USERS = 4;
  private static final int IDLE = 1_000;
  private static final int SLOW_READERS = 20;
  private static final double SHARE_OF_SATURATION = 0.3;
  private static final Pattern LOADED = Pattern.compile("OperationsAPI loaded at \\S+?:(\\d+)/");
  private static final Pattern LISTENS = Pattern.compile("application on (\\d+)");

  private final int application;
  private final int api;
  private final long pid;
  private final LongAdder failures = new LongAdder();
  private final LongAdder served = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder broken = new LongAdder();

  private QueriesBeside(int application, int api, long pid) {
    this.application = application;
    this.api = api;
    this.pid = pid;
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("application")) {
      runApplication();
      return;
    }
    int rounds = Integer.parseInt(args[0]);
    long spanNanos = TimeUnit.SECONDS.toNanos(Integer.parseInt(args[1]));
    Path data = Files.createTempDirectory("queries-beside");
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-javaagent:" + new File("agent/target/opsagent.jar").getAbsolutePath()
                    + "=port=0,capture.in-tools=true,data-dir=" + data,
                "-cp",
                System.getProperty("java.class.path"),
                "benchmarks/door/QueriesBeside.java",
                "application")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader()) {
      int application = 0;
      int api = 0;
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher listens = LISTENS.matcher(line);
        application = listens.find() ? Integer.parseInt(listens.group(1)) : application;
        Matcher loaded = LOADED.matcher(line);
        api = loaded.find() ? Integer.parseInt(loaded.group(1)) : api;
        if (application > 0 && api > 0) {
          break;
        }
      }
      new QueriesBeside(application, api, process.pid()).measure(rounds, spanNanos);
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private void measure(int rounds, long spanNanos) throws Exception {
    saturate(TimeUnit.SECONDS.toNanos(5));
    double perSecond = saturate(TimeUnit.SECONDS.toNanos(5)) * SHARE_OF_SATURATION;
    System.out.printf(Locale.ROOT, "load: %.0f requests/s of the application%n", perSecond);
    double[] p50 = new double[rounds];
    double[] p99 = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long[] quiet = new long[0];
      long[] busy = new long[0];
      for (int half = 0; half < 2; half++) {
        if ((round + half) % 2 == 0) {
          quiet = use(perSecond, spanNanos);
        } else {
          busy = useBesideQueries(perSecond, spanNanos);
        }
      }
      p50[round] = ratio(busy, quiet, 0.5);
      p99[round] = ratio(busy, quiet, 0.99);
      System.out.printf(
          Locale.ROOT,
          "round %d: p50 %d -> %d us (x%.2f), p99 %d -> %d us (x%.2f)%n",
          round + 1,
          at(quiet, 0.5) / 1_000,
          at(busy, 0.5) / 1_000,
          p50[round],
          at(quiet, 0.99) / 1_000,
          at(busy, 0.99) / 1_000,
          p99[round]);
    }
    Arrays.sort(p50);
    Arrays.sort(p99);
    System.out.printf(
        Locale.ROOT,
        "medians: p50 x%.2f, p99 x%.2f; failed requests of the application: %d%n"
            + "the API answered 200 %d times, 429 %d times; connections it broke: %d%n",
        p50[rounds / 2],
        p99[rounds / 2],
        failures.sum(),
        served.sum(),
        refused.sum(),
        broken.sum());
  }

  private static double ratio(long[] busy, long[] quiet, double share) {
    return (double) at(busy, share) / at(quiet, share);
  }

  private static long at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }

  /** As many requests as it can; returns how many in a second. */
  private double saturate(long nanos) throws Exception {
    LongAdder done = new LongAdder();
    long endNanos = System.nanoTime() + nanos;
    inParallel(
        USERS,
        user -> {
          try (Kept connection = new Kept(application, 0)) {
            while (System.nanoTime() < endNanos) {
              connection.get("/page");
              done.increment();
            }
          }
        });
    return done.sum() / (nanos / 1e9);
  }

  /** Requests at fixed times, each measured from when it should have begun; sorted, nanoseconds. */
  private long[] use(double perSecond, long nanos) throws Exception {
    long stepNanos = (long) (USERS * 1e9 / perSecond);
    int each = (int) (nanos / stepNanos);
    long[][] times = new long[USERS][each];
    long startNanos = System.nanoTime();
    inParallel(
        USERS,
        user -> {
          try (Kept connection = new Kept(application, 0)) {
            for (int i = 0; i < each; i++) {
              long dueNanos = startNanos + i * stepNanos + user * stepNanos / USERS;
              for (long left = dueNanos - System.nanoTime();
                  left > 0;
                  left = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
              }
              if (connection.get("/page") != 200) {
                failures.increment();
              }
              times[user][i] = System.nanoTime() - dueNanos;
            }
          } catch (IOException e) {
            failures.increment();
          }
        });
    return Stream.of(times).flatMapToLong(Arrays::stream).filter(t -> t > 0).sorted().toArray();
  }

  private long[] useBesideQueries(double perSecond, long nanos) throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    List<Kept> beside = new ArrayList<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.submit(() -> query(isOver));
      }
      for (int i = 0; i < SLOW_READERS; i++) {
        beside.add(new Kept(api, 4_096));
        beside.get(i).ask("/ops/logs/service?rows=0");
      }
      for (int i = 0; i < IDLE; i++) {
        beside.add(new Kept(api, 0));
      }
      long[] times = use(perSecond, nanos);
      System.out.println("threads of the agent: " + agentThreads());
      return times;
    } finally {
      isOver.set(true);
      clients.shutdown();
      clients.awaitTermination(20, TimeUnit.SECONDS);
      for (Kept connection : beside) {
        connection.close();
      }
    }
  }

  private void query(AtomicBoolean isOver) {
    while (!isOver.get()) {
      try (Kept connection = new Kept(api, 0)) {
        while (!isOver.get()) {
          (connection.get("/ops/logs/service?rows=20") == 200 ? served : refused).increment();
        }
      } catch (IOException e) {
        broken.increment();
      }
    }
  }

  private String agentThreads() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        names.add(Files.readString(task.resolve("comm")).strip());
      }
    }
    return names.stream()
        .filter(name -> name.startsWith("opsagent-"))
        .collect(Collectors.groupingBy(name -> name.replaceAll("-?\\d+$", ""), Collectors.counting()))
        .toString();
  }

  private interface Work {
    void run(int number) throws IOException;
  }

  private static void inParallel(int threads, Work work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        all.add(
            executor.submit(
                () -> {
                  work.run(number);
                  return null;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** A connection that is kept. */
  private static final class Kept implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;

    Kept(int port, int receiveBytes) throws IOException {
      if (receiveBytes > 0) {
        socket.setReceiveBufferSize(receiveBytes);
      }
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
      socket.setSoTimeout(30_000);
      in = new BufferedInputStream(socket.getInputStream());
    }

    void ask(String path) throws IOException {
      String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    int get(String path) throws IOException {
      ask(path);
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int c = in.read();
        if (c < 0) {
          throw new EOFException("closed after: " + head);
        }
        head.append((char) c);
      }
      String lower = head.toString().toLowerCase(Locale.ROOT);
      int at = lower.indexOf("content-length:");
      in.skipNBytes(Integer.parseInt(lower.substring(at + 15, lower.indexOf('\r', at)).strip()));
      return Integer.parseInt(lower.substring(9, 12));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static void runApplication() throws Exception {
    Tomcat tomcat = new Tomcat();
    Path base = Files.createTempDirectory("queries-beside-app");
    tomcat.setBaseDir(base.toString());
    tomcat.setHostname("127.0.0.1");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", base.toString());
    Tomcat.addServlet(context, "page", new Page());
    context.addServletMappingDecoded("/*", "page");
    tomcat.start();
    System.out.println("application on " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  /** Makes a page of some kilobytes: a millisecond of work, give or take. */
  private static final class Page extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      StringBuilder page = new StringBuilder();
      for (int i = 0; i < 2_000; i++) {
        page.append("<li>").append(Integer.toHexString(i * 7919)).append("</li>\n");
      }
      byte[] bytes = page.toString().getBytes(StandardCharsets.UTF_8);
      response.setContentType("text/html; charset=utf-8");
      response.setContentLength(bytes.length);
      response.getOutputStream().write(bytes);
    }
  }
}
