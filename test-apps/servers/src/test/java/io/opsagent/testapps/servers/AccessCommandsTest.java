package io.opsagent.testapps.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.AgentJar;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands {@code token} and {@code user} beside a running agent, as the README shows them. */
class AccessCommandsTest {
  private static final Pattern ID = Pattern.compile("Client id: +(client-[0-9a-z]{6})");
  private static final Pattern SECRET = Pattern.compile("Client secret: (opss_[A-Za-z0-9_-]{43})");
  private static final Pattern TOKEN =
      Pattern.compile("\"access_token\":\"(opsa_[A-Za-z0-9_-]{43})\"");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path folder = ScratchFolder.create(AccessCommandsTest.class, "access");
  private final Path data = folder.resolve("data");
  private final CommandLine commandLine = new CommandLine(folder);

  @Test
  void a_client_is_made_gets_a_token_enters_with_it_and_is_kept_out_once_it_is_revoked()
      throws Exception {
    // Nobody enters without a token: the commands do, by the key of the state file.
    AgentConfig config = AgentConfig.forTest(data).with("local-scope", "");
    try (RunningServer server =
        RunningServer.launchWithAgent(Application.UNDERTOW, folder.resolve("server"), config)) {
      String root = server.api().root().toString().replaceAll("/$", "");
      assertThat(get(root + "/logs/service", "").statusCode()).isEqualTo(401);

      CommandLine.Result made =
          command("token", "create", "--scope", "log.view", "--expires", "7d", "--name", "ci");
      assertThat(made.exitCode()).as(made.stderr()).isZero();
      String id = first(ID, made.stdout());
      String secret = first(SECRET, made.stdout());

      String token = first(TOKEN, fetch(root, id, secret));
      assertThat(get(root + "/logs/service", token).statusCode()).isEqualTo(200);
      assertThat(get(root + "/v1/audit", token).statusCode()).isEqualTo(403);
      assertThat(command("token", "list").stdout()).contains(id, "token-").doesNotContain("opsa_");

      assertThat(command("token", "revoke", id).stdout()).isEqualTo(id + " is revoked.");
      HttpResponse<String> refused = get(root + "/logs/service", token);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("invalid_token");
      assertThat(fetch(root, id, secret)).contains("invalid_client");

      assertThat(createUser("correct horse")).isZero();
      assertThat(login(root, "correct horse").headers().firstValue("Set-Cookie"))
          .hasValueSatisfying(cookie -> assertThat(cookie).contains("HttpOnly; SameSite=Strict"));
      assertThat(login(root, "wrong password").statusCode()).isEqualTo(401);
      assertNoFileHolds(List.of(secret, token, "correct horse"));
    }
  }

  @Test
  void what_cannot_be_done_is_one_line() {
    CommandLine.Result nobody = command("token", "list");
    assertThat(nobody.exitCode()).isEqualTo(1);
    assertThat(nobody.stderr().lines())
        .singleElement()
        .asString()
        .contains("No agent is running with data directory " + data);
  }

  private CommandLine.Result command(String... words) {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--data-dir";
    all[words.length + 1] = data.toString();
    return commandLine.run(all);
  }

  private int createUser(String password) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Jdk.running().java().toString(),
                "-jar",
                AgentJar.require().path().toString(),
                "user",
                "create",
                "anna",
                "--scope",
                "log.view",
                "--data-dir",
                data.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write((password + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).startsWith("User anna is made (user-");
    return process.waitFor();
  }

  private static String fetch(String root, String id, String secret) throws Exception {
    String basic =
        Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return send(HttpRequest.newBuilder(URI.create(root + "/oauth/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")))
        .body();
  }

  private static HttpResponse<String> login(String root, String password) throws Exception {
    String body = "{\"name\":\"anna\",\"password\":\"" + password + "\"}";
    return send(
        HttpRequest.newBuilder(URI.create(root + "/v1/session"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> get(String url, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    return send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void assertNoFileHolds(List<String> secrets) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(data)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(secrets).as(file.toString()).noneMatch(content::contains);
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }
}
