import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the agent costs at the start of a real application: the demo's shop in its Tomcat 9, started
 * in alternating rounds without and with the agent. Prints for both the time to the first answered
 * request, CPU, resident memory and threads once the agent's server is up, as medians with their
 * range, and how long premain held the application.
 *
 * <pre>java benchmarks/start/StartCost.java ROUNDS [JAVA_HOME]</pre>
 *
 * Needs what <code>./demo --once</code> leaves behind (Tomcat, WAR, jar) and Linux's /proc.
 */
public final class StartCost {
  private static final long PATIENCE_MILLIS = 120_000;
  private static final long TICK_MILLIS = 10;

  private final Path tomcat;
  private final Path shop = Path.of("test-apps/shop/target/shop.war");
  private final Path agent = Path.of("agent/target/opsagent.jar").toAbsolutePath();
  private final String java;

  private StartCost(String javaHome) throws IOException {
    java = javaHome + "/bin/java";
    try (Stream<Path> found = Files.list(Path.of(".demo/tomcat"))) {
      tomcat = found.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
    }
  }

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    String javaHome = args.length > 1 ? args[1] : System.getProperty("java.home");
    StartCost cost = new StartCost(javaHome);
    List<Start> without = new ArrayList<>();
    List<Start> with = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      boolean agentFirst = round % 2 == 1;
      (agentFirst ? with : without).add(cost.start(agentFirst));
      (agentFirst ? without : with).add(cost.start(!agentFirst));
      System.out.println("round " + (round + 1) + " of " + rounds + " done");
    }
    System.out.println("JDK " + javaHome + ", medians of " + rounds + " (min..max)");
    print("without agent", without);
    print("with agent", with);
    System.out.printf("jar: %,d bytes%n", Files.size(cost.agent));
  }

  private static void print(String title, List<Start> starts) {
    System.out.printf(
        "%-14s first answer %s ms, CPU %s ms, resident %s MiB, threads %s, premain %s ms%n",
        title,
        median(starts.stream().mapToLong(Start::firstAnswerMillis)),
        median(starts.stream().mapToLong(Start::cpuMillis)),
        median(starts.stream().mapToLong(Start::residentMib)),
        median(starts.stream().mapToLong(Start::threads)),
        median(starts.stream().mapToLong(Start::premainMillis)));
  }

  private static String median(LongStream values) {
    long[] sorted = values.sorted().toArray();
    return sorted[sorted.length / 2] + " (" + sorted[0] + ".." + sorted[sorted.length - 1] + ")";
  }

  private Start start(boolean withAgent) throws Exception {
    Path base = Files.createTempDirectory("start-cost");
    try {
      int port = freePort();
      int opsPort = freePort();
      prepare(base, port);
      List<String> command = new ArrayList<>(List.of(java));
      if (withAgent) {
        command.add("-javaagent:" + agent + "=port=" + opsPort + ",data-dir=" + base + "/ops");
      }
      command.addAll(
          List.of(
              "-Xmx256m",
              "-Dcatalina.home=" + tomcat,
              "-Dcatalina.base=" + base,
              "-Djava.io.tmpdir=" + base + "/temp",
              "-cp",
              tomcat + "/bin/bootstrap.jar:" + tomcat + "/bin/tomcat-juli.jar",
              "org.apache.catalina.startup.Bootstrap",
              "start"));
      long startNanos = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(base.resolve("out.log").toFile())
              .start();
      try {
        await("http://127.0.0.1:" + port + "/shop/api/products");
        long firstAnswerMillis = (System.nanoTime() - startNanos) / 1_000_000;
        long premainMillis = 0;
        if (withAgent) {
          await("http://127.0.0.1:" + opsPort + "/healthz");
          premainMillis = premain("http://127.0.0.1:" + opsPort + "/ops/v1/agent");
        }
        TimeUnit.SECONDS.sleep(3);
        return new Start(
            firstAnswerMillis,
            cpuMillis(process.pid()),
            status(process.pid(), "VmRSS") / 1024,
            status(process.pid(), "Threads"),
            premainMillis);
      } finally {
        process.destroy();
        process.waitFor(20, TimeUnit.SECONDS);
        process.destroyForcibly();
      }
    } finally {
      delete(base);
    }
  }

  private void prepare(Path base, int port) throws IOException {
    for (String folder : List.of("conf", "logs", "temp", "webapps", "work")) {
      Files.createDirectories(base.resolve(folder));
    }
    try (Stream<Path> files = Files.list(tomcat.resolve("conf"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
      }
    }
    Path server = base.resolve("conf/server.xml");
    Files.writeString(
        server,
        Files.readString(server)
            .replace("port=\"8080\"", "port=\"" + port + "\" address=\"127.0.0.1\"")
            .replace("port=\"8005\"", "port=\"-1\""));
    Files.copy(shop, base.resolve("webapps/shop.war"));
  }

  private static void await(String url) throws Exception {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (System.currentTimeMillis() < deadline) {
      try {
        HttpURLConnection connection =
            (HttpURLConnection) URI.create(url).toURL().openConnection();
        if (connection.getResponseCode() == 200) {
          connection.getInputStream().readAllBytes();
          return;
        }
      } catch (IOException notYet) {
        // Asked again below.
      }
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
    }
    throw new IllegalStateException(url + " did not answer");
  }

  private static long premain(String url) throws IOException {
    String report =
        new String(
            URI.create(url).toURL().openStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher step =
        Pattern.compile("\"name\":\"premain\",\"durationMillis\":(\\d+)").matcher(report);
    return step.find() ? Long.parseLong(step.group(1)) : -1;
  }

  private static long cpuMillis(long pid) throws IOException {
    String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] stat = line.replaceFirst(".*\\) ", "").split(" ");
    return (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) * 10;
  }

  private static long status(long pid, String key) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElseThrow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private record Start(
      long firstAnswerMillis, long cpuMillis, long residentMib, long threads, long premainMillis) {}
}
