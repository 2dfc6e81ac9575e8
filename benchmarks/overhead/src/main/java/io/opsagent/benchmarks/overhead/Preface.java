package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands above the tables: machine, method, and what each variant does for its cost. */
final class Preface {
  private Preface() {}

  static String text(Site site, List<Variant> variants) throws IOException {
    StringBuilder notes = new StringBuilder();
    for (Variant variant : variants) {
      notes.append("- **").append(variant.title()).append("**");
      String jar = variant.agentJar();
      if (variant.kind() == Variant.Kind.PEER && jar != null) {
        notes.append(" (`").append(jar.replace(".jar", "")).append("`)");
      }
      if (variant.kind() == Variant.Kind.JAVAMELODY) {
        String version = version(site.classPath(Application.TOMCAT, variant), "javamelody-core");
        notes.append(" (`javamelody-core-").append(version).append("`)");
      }
      notes.append(": ").append(variant.note()).append('\n');
    }
    return """
        # What an agent costs

        The same application on the same machine without an agent, with OpsAgent in its modes, and with what people use
        in its place. This page is written by `benchmarks/overhead/run`; every table says which command made it.

        ## How it is measured

        - All variants of an application are alive at the same time and warm (every kind of load in turn until the JVM's compilers rest, two minutes of load each at most). Each gets one second of
          load in turn, after a quarter of a second of the same that does not count; the next round goes in the opposite order. Ratios and differences are of the same round. Cells
          are medians with the smallest and the largest round in brackets.
        - One JVM is not like the next one, although it runs the same: "no agent, once more" is a second process without an agent, and tells how large a difference has to be to mean something.
        - The JVMs whose turn it is not are idle, but their timers run: what all of them need when idle together is in everyone's figures.
        - A phase in which other processes took more than the limit of processors is made again, twice at most, and then left out.
        - Saturation: two client threads with eight connections each send the next request when they have an answer. The
          client is one process beside the server and shares the cores with it, so that throughput falls by less than the server's CPU grows.
        - Fixed rate: an open model. Requests have a timetable, latency counts from when a request should have been sent, and a request
          that finds no connection free waits (coordinated omission). The client spins, which takes up to one core. p99.9 is of all rounds together, since one has too few requests for it.
        - CPU is the sum over the server's threads by the scheduler's own count (`/proc/PID/task/*/schedstat`), from before the load until
          0.6 s after it, and with every request stored until all rows are written: what agents do later counts. What an agent does by its timers in that time is in it, too, and weighs more the fewer requests there are.
        - Bytes are what the threads that serve requests have allocated (`ThreadMXBean`, asked inside the process over a plain socket, which no agent
          takes for a request; JFR would sample and add its own); "all threads" adds the agents' own.
        - Requests carry eight headers of a browser; the POST a JSON document. Connections are kept, but Tomcat closes one after a 500.
        - JVM options: `-Xms256m -Xmx256m -XX:+UseG1GC`, nothing else but the agent.
        - Rows: share of the requests that could be looked up afterwards, one by one. Only OpsAgent keeps any here; the others are told `n/a`.

        ## What each one does for its cost

        """
        + notes
        + String.format(
            Locale.ROOT,
            "%n## The machine%n%n%s, %d processors, Linux %s, %s %s; %s. Tomcat %s, Spring Boot %s, Netty %s.%n",
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.version"),
            System.getProperty("java.vm.name"),
            System.getProperty("java.runtime.version"),
            LocalDate.now(ZoneOffset.UTC),
            version(site.classPath(Application.TOMCAT, variants.get(0)), "tomcat-embed-core"),
            version(site.classPath(Application.BOOT, variants.get(0)), "spring-boot"),
            version(site.classPath(Application.NETTY, variants.get(0)), "netty-codec-http"));
  }

  private static String version(String classPath, String artifact) {
    Matcher jar = Pattern.compile("/" + artifact + "-(\\d[^/:]*)\\.jar").matcher(classPath);
    return jar.find() ? jar.group(1) : "of unknown version";
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("an unnamed processor");
  }
}
