package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.api.RouteTable;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.DoorKeys;
import io.opsagent.settings.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a caller sends to whichever route, the fault is the caller's: no 5xx, and nothing of our
 * code, database or files in the answer. The routes come from the table of the running server and
 * the names from its class files, so that a new route is covered as it is.
 */
class RouteFuzzTest {
  private static final List<String> NASTY =
      List.of(
          "",
          "0",
          "-1",
          "101",
          "99999999999999999999999999",
          "1e9",
          "NaN",
          "null",
          "true",
          "%00",
          "%FF",
          "%ED%A0%80",
          "%zz",
          "%",
          "''",
          "'%20OR%201=1--",
          "1;DROP%20TABLE%20service_log",
          "%22;--",
          "%25'%20ESCAPE%20'",
          "..%2F..%2F..%2Fetc%2Fpasswd",
          "file:%2F%2F%2Fetc%2Fpasswd",
          "$%7Bjndi:ldap:%2F%2Fx%7D",
          "-time,-",
          ",,,",
          "2026-01-01",
          "9999-12-31T23:59:59.999999999Z",
          "-20000000000",
          "0.0000000000001",
          "+",
          "a=b=c",
          "%5B%5D",
          "%3Cscript%3E");

  private static final List<String> NEVER_TOLD =
      List.of(
          "\tat ",
          "Exception",
          "java.lang",
          "io.opsagent.",
          "org.h2",
          "jdbc:",
          "SELECT ",
          "select ",
          "root:x:");

  private static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;
  private static @Nullable Target started;

  private record Target(RunningRuntime running, List<RouteTable.Route> routes, Path folder) {}

  private static Target target() {
    return Objects.requireNonNull(started);
  }

  @BeforeContainer
  static void start() throws IOException {
    Path folder = Files.createTempDirectory("opsagent-fuzz");
    RunningRuntime running =
        new RunningRuntime(
            Configuration.builder()
                .set(Keys.DATA_DIR, folder.toFile())
                .set(Keys.PORT, 0)
                .set(DoorKeys.RATE_LIMIT, 100_000)
                .build());
    URI.create(running.runtime.url()).resolve("/healthz").toURL().openStream().close();
    List<RouteTable.Route> routes = running.runtime.routes();
    started = new Target(running, routes, folder);
    assertThat(routes).hasSizeGreaterThan(10);
  }

  @AfterContainer
  static void stop() throws IOException {
    try {
      assertThat(send("GET", "/readyz", "").status()).isEqualTo(200);
    } finally {
      target().running().close();
      org.assertj.core.util.Files.delete(target().folder().toFile());
    }
  }

  private record Answer(int status, String head, String body) {}

  @Provide
  Arbitrary<String> queries() {
    Arbitrary<String> names = names();
    return Combinators.combine(names, values())
        .as((name, value) -> encoded(name) + "=" + value)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(pairs -> String.join("&", pairs));
  }

  @Provide
  Arbitrary<String> segments() {
    return values().filter(value -> !value.isEmpty());
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<String> members =
        Combinators.combine(names(), jsonValues()).as((name, value) -> "\"" + name + "\":" + value);
    Arbitrary<String> objects =
        members.list().ofMaxSize(4).map(list -> "{" + String.join(",", list) + "}");
    return Arbitraries.frequencyOf(
        Tuple.of(6, objects),
        Tuple.of(1, objects.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]")),
        Tuple.of(1, jsonValues()),
        Tuple.of(1, Arbitraries.of("", "{", "notjson", "[[[[", "\u0000", "{\"a\":1}{\"a\":1}")));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of(Vocabulary.ofServer());
  }

  private static Arbitrary<String> values() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, Arbitraries.of(NASTY)),
        Tuple.of(2, Arbitraries.longs().map(String::valueOf)),
        Tuple.of(2, Arbitraries.strings().ofMaxLength(30).map(RouteFuzzTest::encoded)),
        Tuple.of(1, names().map(RouteFuzzTest::encoded)));
  }

  private static Arbitrary<String> jsonValues() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.of("null", "true", "0", "-1", "1e400", "[]", "{}", "\"\"")),
        Tuple.of(1, Arbitraries.longs().map(String::valueOf)),
        Tuple.of(2, names().map(name -> "\"" + name + "\"")),
        Tuple.of(
            1, Arbitraries.of("[[],{}]", "{\"x\":{\"x\":[null]}}", "\"\\ud800\"", "\"\\u0000\"")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Property(tries = 60, seed = "20260101", shrinking = ShrinkingMode.BOUNDED)
  void no_query_of_any_route_is_a_server_error(@ForAll("queries") String query) {
    for (RouteTable.Route route : target().routes()) {
      assertFine(route, route.path().replaceAll("[{<][^}>]*[}>]", "1") + "?" + query, "");
    }
  }

  @Property(tries = 30, seed = "20260102", shrinking = ShrinkingMode.BOUNDED)
  void no_segment_of_any_path_is_a_server_error(@ForAll("segments") String segment) {
    for (RouteTable.Route route : target().routes()) {
      String filled =
          route
              .path()
              .replaceAll("[{<][^}>]*[}>]", java.util.regex.Matcher.quoteReplacement(segment));
      assertFine(route, filled.replace("+", "%2B"), "");
      assertFine(route, route.path().replaceAll("[{<][^}>]*[}>]", "1") + "/" + segment, "");
    }
  }

  @Property(tries = 60, seed = "20260103", shrinking = ShrinkingMode.BOUNDED)
  void no_body_of_any_route_is_a_server_error(@ForAll("bodies") String body) {
    for (RouteTable.Route route : target().routes()) {
      if (!route.method().equals("GET") && !route.method().equals("HEAD")) {
        assertFine(route, route.path().replaceAll("[{<][^}>]*[}>]", "1"), body);
      }
    }
  }

  private static void assertFine(RouteTable.Route route, String target, String body) {
    Answer answer = send(route.method(), target, body);
    String what = route.method() + " " + target + " " + body;
    assertThat(answer.status()).as(what).isBetween(200, 499);
    assertThat(answer.head().toLowerCase(Locale.ROOT)).as(what).contains("\nx-request-id: ");
    if (answer.status() >= 400) {
      assertThat(answer.body())
          .as(what)
          .doesNotContain(NEVER_TOLD)
          .doesNotContain(target().folder().toString());
    }
  }

  private static Answer send(String method, String target, String body) {
    URI url = URI.create(target().running().runtime.url());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        method
            + " "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(bytes);
      return read(socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError("No answer to " + method + " " + target + " " + body, e);
    }
  }

  private static Answer read(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String head = "";
    byte[] buffer = new byte[8_192];
    while (bytes.size() < MAX_ANSWER_BYTES) {
      int count = in.read(buffer);
      if (count < 0) {
        break;
      }
      bytes.write(buffer, 0, count);
      String text = bytes.toString(StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      if (head.isEmpty() && end >= 0) {
        head = text.substring(0, end);
        if (head.toLowerCase(Locale.ROOT).contains("text/event-stream")) {
          // It has no end.
          break;
        }
      }
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    assertThat(end).as(text).isPositive();
    return new Answer(
        Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
  }
}
