package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.console.ConsoleFiles;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleResourceTest {
  private static final int MAX_SHELL_BYTES = 4096;

  private final ConsoleFiles files = ConsoleFiles.load();
  private final String place = "/ui/_/" + files.build() + "/";

  @Test
  void the_shell_stands_at_every_address_of_the_console() {
    try (RunningServer running = RunningServer.start()) {
      for (String path :
          List.of("/ui", "/ui/", "/ui/overview", "/ui/requests/17?open=3", "/ui/a/b/c/d")) {
        Reply shell = running.get(path);
        assertThat(shell.status()).as(path).isEqualTo(200);
        assertThat(shell.header("Content-Type")).as(path).startsWith("text/html");
        assertThat(shell.header("Cache-Control")).as(path).isEqualTo("no-store");
        assertThat(shell.body().length()).as(path).isLessThan(MAX_SHELL_BYTES);
        assertThat(shell.body()).contains("data-root=\"/ops\"").contains("/ops" + place);
        assertThat(shell.header("Content-Security-Policy"))
            .as(path)
            .isEqualTo(
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'");
      }
    }
  }

  @Test
  void a_file_never_changes_and_says_so() {
    try (RunningServer running = RunningServer.start()) {
      Reply script = running.get(place + "js/main.js");
      assertThat(script.status()).isEqualTo(200);
      assertThat(script.header("Content-Type"))
          .isEqualToIgnoringWhitespace("text/javascript;charset=utf-8");
      assertThat(script.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(script.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(script.header("Vary")).contains("Accept-Encoding");
      assertThat(script.body()).contains("import");
      String tag = script.header("ETag");
      Reply again = running.get(place + "js/main.js", "If-None-Match", "\"x\", W/" + tag);
      assertThat(again.status()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(running.get(place + "js/main.js", "If-None-Match", "\"x\"").status())
          .isEqualTo(200);
      assertThat(running.get(place + "css/base.css").header("Content-Type"))
          .isEqualToIgnoringWhitespace("text/css;charset=utf-8");
      assertThat(running.get(place + "mark.svg").header("Content-Type")).isEqualTo("image/svg+xml");
    }
  }

  @Test
  void a_file_is_sent_compressed_to_those_who_take_it() {
    try (RunningServer running = RunningServer.start()) {
      Reply packed = running.get(place + "lib/uplot.js", "Accept-Encoding", "br, gzip");
      assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(Integer.parseInt(packed.header("Content-Length"))).isLessThan(30_000);
      for (String refusing : List.of("identity", "gzip;q=0", "gzip; q=0.00", "br")) {
        Reply plain = running.get(place + "lib/uplot.js", "Accept-Encoding", refusing);
        assertThat(plain.header("Content-Encoding")).as(refusing).isEmpty();
        assertThat(plain.body()).as(refusing).contains("uPlot");
      }
    }
  }

  @Test
  void no_name_leads_out_of_the_console_and_an_older_build_is_not_found() {
    try (RunningServer running = RunningServer.start()) {
      for (String name :
          List.of(
              "../../../application.properties",
              "js/..%2f..%2findex.txt",
              "%2e%2e/%2e%2e/ConsoleFiles.class",
              "..%5c..%5cindex.txt",
              "index.txt",
              "shell.html",
              "js/main.js.gz",
              "js/",
              "")) {
        Reply reply = running.send("GET", "/ops" + place + name);
        assertThat(reply.status()).as(name).isIn(400, 404);
        assertThat(reply.body()).as(name).doesNotContain("build " + files.build() + "\n");
      }
      assertThat(running.get("/ui/_/0123456789abcdef/js/main.js").status()).isEqualTo(404);
    }
  }

  @Test
  void it_works_below_another_route() {
    try (RunningServer running = RunningServer.start(settings -> settings.route("watch"))) {
      Reply shell = running.send("GET", "/watch/ui/overview");
      assertThat(shell.status()).isEqualTo(200);
      assertThat(shell.body()).contains("data-root=\"/watch\"").doesNotContain("/ops");
      assertThat(shell.header("Content-Security-Policy")).contains("script-src 'self'");
      assertThat(running.send("GET", "/watch" + place + "js/main.js").status()).isEqualTo(200);
      assertThat(running.get(place + "js/main.js").status()).isNotEqualTo(200);
    }
  }

  @Test
  void it_is_only_read() {
    try (RunningServer running = RunningServer.start()) {
      assertThat(running.send("POST", "/ops/ui/overview").status()).isEqualTo(405);
      assertThat(running.send("DELETE", "/ops" + place + "js/main.js").status()).isEqualTo(405);
      Reply head = running.send("HEAD", "/ops" + place + "js/main.js");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }
}
