package io.opsagent.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many objects of the agent a server process holds that belong to requests and connections, by
 * the JDK's own class histogram, which collects garbage before it counts.
 */
final class LiveObjects {
  private static final int TIMEOUT_SECONDS = 60;

  /** Number, instances, bytes and class, one class a line; the rooms of capture and bindings. */
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+io\\.opsagent\\."
              + "(?:capture|jetty|jetty12|netty|servlet|spring|tomcat|undertow)\\..*");

  private LiveObjects() {}

  /**
   * The number of such objects.
   *
   * @param pid of the server
   * @throws IOException if the JVM does not answer
   */
  static long ofRequests(long pid) throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    long instances = 0;
    long lines = 0;
    try (BufferedReader reader = tool.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines++;
        Matcher known = LINE.matcher(line);
        if (known.matches()) {
          instances += Long.parseLong(known.group(1));
        }
      }
    }
    if (!tool.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || tool.exitValue() != 0 || lines == 0) {
      tool.destroyForcibly();
      throw new IOException("jcmd gave no class histogram of process " + pid);
    }
    return instances;
  }
}
