package com.example.hostile;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs the application and writes down what can be seen of it. */
final class Observer {
  private static final Duration BANNER_PATIENCE = Duration.ofSeconds(60);
  private static final Pattern BANNER = Pattern.compile("UtilMeta OperationsAPI loaded at .*");
  private static final List<String> NAMES =
      List.of(
          "jackson",
          "h2",
          "hikari",
          "log",
          "native",
          "kotlin",
          "bytebuddy",
          "drivers",
          "mbeans",
          "properties",
          "threads",
          "globals",
          "versions",
          "visibility",
          "report");

  private final Path javaHome;
  private final Path directory;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Observer(Path javaHome, Path directory) {
    this.javaHome = javaHome;
    this.directory = directory;
  }

  /** Lets the application do everything once and end. */
  Observation once(Optional<String> agent) throws Exception {
    try (HostileProcess process = new HostileProcess(javaHome, directory, agent, "once")) {
      OptionalInt exit = process.awaitExit();
      List<Answer> answers = new ArrayList<>();
      for (String line : process.stdout()) {
        if (line.startsWith("{")) {
          answers.add(Answer.of("report", Map.of(), line));
        }
      }
      return observation(process, exit, answers);
    }
  }

  /**
   * Asks the serving application for everything, then again when the agent (if there is one) has
   * said that it is there, and then for its end.
   */
  Observation serving(Optional<String> agent) throws Exception {
    try (HostileProcess process = new HostileProcess(javaHome, directory, agent)) {
      int port = process.awaitPort();
      List<Answer> answers = new ArrayList<>(askAll(port));
      if (agent.isPresent()) {
        await("the agent's banner")
            .atMost(BANNER_PATIENCE)
            .until(() -> !banners(process).isEmpty());
      }
      answers.addAll(askAll(port));
      answers.add(ask(port, "stop", "POST"));
      return observation(process, process.awaitExit(), answers);
    }
  }

  /** Ends the serving application from outside. */
  Observation terminated(Optional<String> agent) throws Exception {
    try (HostileProcess process = new HostileProcess(javaHome, directory, agent)) {
      Answer answer = ask(process.awaitPort(), "jackson", "GET");
      return observation(process, process.terminate(), List.of(answer));
    }
  }

  private static Observation observation(
      HostileProcess process, OptionalInt exit, List<Answer> answers) {
    List<String> stdout =
        process.stdout().stream()
            .filter(line -> !isBanner(line) && !line.startsWith("{"))
            .map(line -> line.replaceAll("port \\d+", "port #"))
            .toList();
    List<String> stderr = process.stderr().stream().filter(line -> !isBanner(line)).toList();
    return new Observation(exit, stdout, stderr, banners(process), answers);
  }

  private static List<String> banners(HostileProcess process) {
    return Stream.concat(process.stdout().stream(), process.stderr().stream())
        .filter(Observer::isBanner)
        .toList();
  }

  private static boolean isBanner(String line) {
    return BANNER.matcher(line).matches();
  }

  private List<Answer> askAll(int port) throws IOException, InterruptedException {
    List<Answer> answers = new ArrayList<>();
    for (String name : NAMES) {
      answers.add(ask(port, name, "GET"));
    }
    return answers;
  }

  private Answer ask(int port, String name, String method)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + name))
                .method(method, BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.put(":status", List.of(String.valueOf(response.statusCode())));
    headers.remove("date");
    // The length of these depends on threads and file names that come and go.
    if (List.of("properties", "threads", "report").contains(name)) {
      headers.remove("content-length");
    }
    return Answer.of(name, headers, response.body());
  }
}
