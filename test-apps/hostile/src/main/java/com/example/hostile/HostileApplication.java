package com.example.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * The main class. Without arguments it prints the port it serves on and ends after {@code POST
 * /stop}; with {@code once} it asks itself for everything over HTTP, prints the report as one line
 * of JSON, and lets main end.
 */
public final class HostileApplication {
  private HostileApplication() {}

  /**
   * Runs the application.
   *
   * @param arguments nothing, or {@code once}
   * @throws Exception whatever goes wrong; the JVM then ends with status 1
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("java.util.logging.manager", HostileLogManager.class.getName());
    JvmGlobals.set();
    boolean once = arguments.length == 1 && arguments[0].equals("once");
    if (arguments.length > 0 && !once) {
      throw new IllegalArgumentException("Arguments: none, or once");
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Checks checks = new Checks()) {
      try (HostileServer server = new HostileServer(checks)) {
        if (once) {
          for (String name : checks.names()) {
            out.println(name + " " + get(server.port(), name));
          }
        } else {
          out.println("Listening on port " + server.port());
          server.awaitStopRequest();
        }
      }
      if (once) {
        out.println(checks.run(Checks.REPORT));
      }
    }
    out.println("main ends");
  }

  private static int get(int port, String name) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL("http://127.0.0.1:" + port + "/" + name).openConnection();
    // No idle connection, so no timer thread that comes and goes.
    connection.setRequestProperty("Connection", "close");
    try (InputStream in = connection.getInputStream()) {
      in.readAllBytes();
      return connection.getResponseCode();
    }
  }
}
