package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.security.RouteRole;
import io.opsagent.server.api.RouteTable.Route;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kind of caller of the authorization matrix.
 *
 * @param name for people
 * @param headers what he sends, names and values in turn, made anew for each call
 * @param expected what he is to get of a route
 */
record CallerKind(String name, Supplier<String[]> headers, Function<Route, Expected> expected) {

  /** What a route must answer; null for state stands for any. */
  record Expected(boolean passes, int status, @Nullable String state) {
    static final Expected PASS = new Expected(true, 0, null);

    static Expected refused(int status, String state) {
      return new Expected(false, status, state);
    }
  }

  static final Function<Route, Expected> ALL = route -> Expected.PASS;
  static final Function<Route, Expected> NONE = refusing(401, "0");

  static Function<Route, Expected> refusing(int status, String state) {
    return route -> isOpen(route) ? Expected.PASS : Expected.refused(status, state);
  }

  static Function<Route, Expected> having(List<String> scopes) {
    return route ->
        scopeNames(route).stream().allMatch(scope -> scopes.contains("*") || scopes.contains(scope))
            ? Expected.PASS
            : Expected.refused(403, "0");
  }

  static boolean isOpen(Route route) {
    return route.roles().contains(Openness.OPEN);
  }

  static List<String> scopeNames(Route route) {
    List<String> names = new ArrayList<>();
    for (RouteRole role : route.roles()) {
      if (role instanceof Scope scope) {
        names.add(scope.wireName());
      }
    }
    return names;
  }

  /** Calls a route as this caller, and holds the answer against what is expected. */
  void check(RunningServer running, Route route) {
    String path = route.path().replaceAll("[{<][^}>]*[}>]", "0");
    Reply reply = running.send(route.method(), path, headers.get());
    String what = name + ": " + route.method() + " " + route.path() + ": " + reply;
    Expected wanted = expected().apply(route);
    if (wanted.passes()) {
      assertThat(reply.status()).as(what).isNotIn(401, 403).isLessThan(500);
      assertThat(state(route, reply))
          .as(what)
          .isNotIn("node_required", "token_expired", "invalid_token");
    } else {
      assertThat(reply.status()).as(what).isEqualTo(wanted.status());
      boolean saysState = !"0".equals(wanted.state()) && !route.method().equals("HEAD");
      if (saysState) {
        assertThat(state(route, reply)).as(what).isEqualTo(wanted.state());
      }
    }
  }

  /** The protocol's {@code state}, or the {@code code} of an own resource. */
  static String state(Route route, Reply reply) {
    boolean isJson =
        reply.headers().getOrDefault("content-type", List.of()).toString().contains("json");
    if (reply.body().isEmpty() || route.method().equals("HEAD") || !isJson) {
      return "";
    }
    JsonNode body = reply.json();
    return body.has("code") ? body.get("code").asText() : body.path("state").asText();
  }
}
