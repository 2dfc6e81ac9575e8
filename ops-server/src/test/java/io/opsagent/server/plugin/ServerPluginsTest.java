package io.opsagent.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opsagent.server.codec.JsonCodec;
import io.opsagent.server.middleware.Middleware;
import io.opsagent.server.middleware.Middlewares;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars of users: really compiled, really loaded, used by a real server. */
class ServerPluginsTest {
  private static final String MIDDLEWARE =
      """
      package com.example.team;
      import io.opsagent.server.middleware.*;
      public final class TeamHeader implements Middleware {
        public String name() { return "team-header"; }
        public void handle(ApiCall call, Chain next) throws Exception {
          if (call.path().endsWith("/token/scope")) { call.answer(409, "closed by the team"); return; }
          if (call.path().endsWith("/logs/service")) { throw new IllegalStateException("secret cause"); }
          if (call.path().endsWith("/v1/agent")) { return; }
          call.putHeader("X-Team", "shop");
          next.proceed();
        }
      }
      """;

  private static final String CODEC =
      """
      package com.example.team;
      import java.util.*;
      public final class MarkedCodec implements io.opsagent.server.codec.JsonCodec {
        private static final io.opsagent.server.codec.JacksonCodec JACKSON =
            new io.opsagent.server.codec.JacksonCodec();
        public byte[] write(Object tree) {
          Map<String, Object> marked = new LinkedHashMap<>((Map<String, Object>) tree);
          marked.put("codec", "team");
          return JACKSON.write(marked);
        }
        public Object read(byte[] json) {
          Object tree = JACKSON.read(json);
          return tree;
        }
      }
      """;

  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();

  @Test
  void a_middleware_of_a_jar_runs_in_every_request_when_it_is_named() throws IOException {
    CompiledJar.write(
        folder.resolve("team.jar"), "com.example.team.TeamHeader", Middleware.class, MIDDLEWARE);
    List<String> names = new ArrayList<>(Middlewares.DEFAULT_NAMES);
    names.add("team-header");
    try (ServerPlugins plugins = ServerPlugins.load(folder.toFile(), notices::add);
        RunningServer running = RunningServer.start(s -> s.plugins(plugins).middlewares(names))) {
      assertThat(running.get("").header("X-Team")).isEqualTo("shop");
      Reply closed = running.get("/token/scope");
      assertThat(closed.status()).isEqualTo(409);
      assertThat(closed.msg()).isEqualTo("Conflict: closed by the team");
      assertThat(closed.header("Access-Control-Allow-Origin")).isNotEmpty();
      Reply thrown = running.get("/logs/service");
      assertThat(thrown.status()).isEqualTo(500);
      assertThat(thrown.body()).doesNotContain("secret cause");
      assertThat(running.get("/v1/agent").status()).isEqualTo(500);
    }
    try (ServerPlugins plugins = ServerPlugins.load(folder.toFile(), notices::add);
        RunningServer running = RunningServer.start(s -> s.plugins(plugins))) {
      assertThat(running.get("").header("X-Team")).isEmpty();
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void a_codec_of_a_jar_writes_every_answer_and_reads_every_body() throws IOException {
    CompiledJar.write(
        folder.resolve("codec.jar"), "com.example.team.MarkedCodec", JsonCodec.class, CODEC);
    try (ServerPlugins plugins = ServerPlugins.load(folder.toFile(), notices::add);
        RunningServer running = RunningServer.start(s -> s.plugins(plugins))) {
      Reply info = running.get("");
      assertThat(info.json().get("codec").asText()).isEqualTo("team");
      assertThat(info.result().get("utilmeta").asText()).isEqualTo("0.4.0");
      assertThat(running.get("/nope").json().get("codec").asText()).isEqualTo("team");
      Reply patched =
          running.patch(
              "/v1/agent/capture", "{\"switches\":{}}", "Content-Type", "application/json");
      assertThat(patched.status()).isEqualTo(200);
      assertThat(patched.json().get("codec").asText()).isEqualTo("team");
      assertThat(
              running.patch("/v1/agent/capture", "{", "Content-Type", "application/json").status())
          .isEqualTo(422);
    }
  }

  @Test
  void its_classes_are_in_a_loader_that_the_application_does_not_see() throws IOException {
    CompiledJar.write(
        folder.resolve("team.jar"), "com.example.team.TeamHeader", Middleware.class, MIDDLEWARE);
    try (ServerPlugins plugins = ServerPlugins.load(folder.toFile(), notices::add)) {
      Class<?> type = plugins.middlewares().get(0).getClass();
      assertThat(type.getClassLoader()).isNotSameAs(getClass().getClassLoader());
      assertThat(catchThrowable(() -> Class.forName("com.example.team.TeamHeader")))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void a_jar_that_cannot_be_loaded_is_said_and_the_server_runs() throws IOException {
    Files.writeString(folder.resolve("broken.jar"), "no jar");
    CompiledJar.write(
        folder.resolve("wrong.jar"),
        "com.example.team.NoMiddleware",
        Middleware.class,
        "package com.example.team; public final class NoMiddleware {}");
    try (ServerPlugins plugins = ServerPlugins.load(folder.toFile(), notices::add);
        RunningServer running = RunningServer.start(s -> s.plugins(plugins))) {
      assertThat(running.get("").status()).isEqualTo(200);
    }
    assertThat(notices).hasSize(2);
    assertThat(notices.get(0)).contains("broken.jar is no jar");
    assertThat(notices.get(1)).contains("A Middleware in ").contains("cannot be loaded");
  }

  @Test
  void a_folder_that_is_not_there_brings_nothing() {
    assertThat(ServerPlugins.load(folder.resolve("none").toFile(), notices::add))
        .isSameAs(ServerPlugins.NONE);
    assertThat(notices).isEmpty();
  }
}
