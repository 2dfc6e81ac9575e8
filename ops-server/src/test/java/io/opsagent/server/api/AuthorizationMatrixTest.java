package io.opsagent.server.api;

import static io.opsagent.server.api.CallerKind.ALL;
import static io.opsagent.server.api.CallerKind.NONE;
import static io.opsagent.server.api.CallerKind.having;
import static io.opsagent.server.api.CallerKind.isOpen;
import static io.opsagent.server.api.CallerKind.refusing;
import static io.opsagent.server.api.CallerKind.scopeNames;
import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.server.access.OwnTokens;
import io.opsagent.server.access.Secret;
import io.opsagent.server.api.CallerKind.Expected;
import io.opsagent.server.api.RouteTable.Route;
import io.opsagent.server.http.OperationsServerSettings;
import io.opsagent.server.testkit.AccessDatabase;
import io.opsagent.server.testkit.RunningServer;
import io.opsagent.server.testkit.RunningServer.Reply;
import io.opsagent.server.testkit.SupervisorKey;
import io.opsagent.storage.access.AccessToken;
import io.opsagent.storage.access.Supervisor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every route of the route table times every kind of caller. What is expected follows from what the
 * route asks for, so a route that is added later is covered without a change here.
 */
class AuthorizationMatrixTest {
  private static final String NODE = "n-matrix";
  private static final String[] REMOTE = {"X-Forwarded-For", "8.8.8.8"};
  private static final SupervisorKey KEY = SupervisorKey.create();

  private static AccessDatabase database;
  private static Supervisor supervisor;

  @BeforeAll
  static void open() {
    database = AccessDatabase.open();
    supervisor = KEY.register(database.repositories(), NODE);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static CallerKind kind(
      String name, Function<Route, Expected> expected, String... headers) {
    return new CallerKind(name, () -> headers, expected);
  }

  private static CallerKind bearer(
      String name, Function<Route, Expected> expected, Supplier<String> token) {
    return new CallerKind(
        name,
        () ->
            new String[] {
              "Authorization", "Bearer " + token.get(), "X-Node-ID", NODE, REMOTE[0], REMOTE[1]
            },
        expected);
  }

  private static String ownToken(RunningServer running, List<String> scopes, Instant expiresAt) {
    return issue(running, AccessToken.Kind.CLIENT, scopes, expiresAt).secret();
  }

  private static OwnTokens.Issued issue(
      RunningServer running, AccessToken.Kind kind, List<String> scopes, Instant expiresAt) {
    return running
        .access
        .ownTokens()
        .issue(kind, "client-matrix", "matrix", scopes, "127.0.0.1", expiresAt);
  }

  private static Instant later() {
    return Instant.now().plusSeconds(600);
  }

  private static Map<String, Object> claims(String name, @Nullable Object value) {
    Map<String, Object> claims = SupervisorKey.claims(NODE, "*");
    if (value == null) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    return claims;
  }

  /** A route that asks for no scope is a decision, and is written down here. */
  @Test
  void every_other_route_asks_for_a_scope() {
    try (RunningServer running = RunningServer.start(database.repositories(), s -> s)) {
      assertThat(running.server.routes())
          .filteredOn(route -> scopeNames(route).isEmpty() && !route.method().equals("HEAD"))
          .extracting(route -> route.method() + " " + route.path() + (isOpen(route) ? " open" : ""))
          .isSubsetOf(
              "GET /ops open",
              "POST /ops open",
              "POST /ops/oauth/token open",
              "POST /ops/v1/session open",
              "GET /ops/v1/session",
              "DELETE /ops/v1/session",
              "GET /ops/token/scope",
              "GET /healthz",
              "GET /readyz",
              "GET /metrics",
              // The shell of the console and its assets hold no data.
              "GET /ops/ui open",
              "GET /ops/ui/<path> open");
    }
  }

  @TestFactory
  List<DynamicTest> a_local_node() {
    return matrix(
        settings -> settings,
        running -> {
          List<CallerKind> kinds = new ArrayList<>();
          kinds.add(kind("anonymous local", ALL));
          kinds.add(kind("anonymous remote", NONE, REMOTE));
          for (String header :
              List.of("X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "Remote-Addr")) {
            kinds.add(kind("behind a proxy that says " + header, NONE, header, "8.8.8.8"));
          }
          kinds.add(kind("forged X-Forwarded-For", NONE, "X-Forwarded-For", "127.0.0.1, 8.8.8.8"));
          kinds.add(kind("forged order", NONE, "X-Forwarded-For", "8.8.8.8, 127.0.0.1"));
          kinds.add(kind("forged Forwarded", NONE, "Forwarded", "for=127.0.0.1, for=8.8.8.8"));
          kinds.add(kind("foreign host", NONE, "X-Forwarded-Host", "evil.example"));
          ownTokenKinds(running, kinds);
          supervisorKinds(running, kinds);
          ownerKinds(kinds);
          sessionKinds(running, kinds);
          return kinds;
        });
  }

  private static void ownTokenKinds(RunningServer running, List<CallerKind> kinds) {
    for (String scope : Scope.settingNames()) {
      kinds.add(
          bearer(
              "client with " + scope,
              having(List.of(scope)),
              () -> ownToken(running, List.of(scope), later())));
    }
    Function<Route, Expected> invalid = refusing(401, "invalid_token");
    kinds.add(
        bearer(
            "client whose token has expired",
            invalid,
            () -> ownToken(running, List.of("*"), Instant.now().minusSeconds(1))));
    kinds.add(
        bearer(
            "client whose token was revoked after its use",
            invalid,
            () -> {
              OwnTokens.Issued issued =
                  issue(running, AccessToken.Kind.CLIENT, List.of("*"), later());
              assertThat(running.access.ownTokens().verify(issued.secret())).isPresent();
              running.access.ownTokens().revoke(issued.stored().id());
              return issued.secret();
            }));
    kinds.add(bearer("guessed token", invalid, () -> Secret.create(Secret.ACCESS_TOKEN)));
  }

  private static void supervisorKinds(RunningServer running, List<CallerKind> kinds) {
    kinds.add(bearer("supervisor with *", ALL, () -> KEY.rs256(SupervisorKey.claims(NODE, "*"))));
    kinds.add(
        bearer(
            "supervisor with two scopes",
            having(List.of("log.view", "token.view")),
            () -> KEY.ps256(SupervisorKey.claims(NODE, "log.view token.view"))));
    kinds.add(
        bearer(
            "supervisor without scope", having(List.of()), () -> KEY.rs256(claims("scope", null))));
    Function<Route, Expected> unusable = refusing(400, "token_expired");
    long now = Instant.now().getEpochSecond();
    kinds.add(bearer("expired", unusable, () -> KEY.rs256(claims("exp", now - 300))));
    kinds.add(bearer("not valid yet", unusable, () -> KEY.rs256(claims("nbf", now + 3_600))));
    kinds.add(bearer("without id", unusable, () -> KEY.rs256(claims("jti", null))));
    kinds.add(
        bearer(
            "alg none", unusable, () -> SupervisorKey.unsigned(SupervisorKey.claims(NODE, "*"))));
    kinds.add(
        bearer(
            "HS256 with the public key",
            unusable,
            () -> KEY.hs256WithPublicKey(SupervisorKey.claims(NODE, "*"))));
    SupervisorKey other = SupervisorKey.create();
    kinds.add(bearer("another key", unusable, () -> other.rs256(SupervisorKey.claims(NODE, "*"))));
    kinds.add(bearer("no token", unusable, () -> "a.b.c"));
    kinds.add(
        bearer("another node's token", refusing(409, "0"), () -> KEY.rs256(claims("nid", "n2"))));
    kinds.add(
        bearer(
            "another issuer's token",
            refusing(409, "0"),
            () -> KEY.rs256(claims("iss", "https://evil.example"))));
    kinds.add(bearer("without expiry", refusing(422, "0"), () -> KEY.rs256(claims("exp", null))));
    kinds.add(
        new CallerKind(
            "unknown node",
            () ->
                new String[] {
                  "Authorization", KEY.rs256(SupervisorKey.claims(NODE, "*")), "X-Node-ID", "n2"
                },
            refusing(400, "supervisor_not_found")));
    kinds.add(
        new CallerKind(
            "no node",
            () -> new String[] {"Authorization", KEY.rs256(SupervisorKey.claims(NODE, "*"))},
            refusing(400, "node_required")));
    kinds.add(
        bearer(
            "replay after revocation",
            unusable,
            () -> {
              Map<String, Object> claims = SupervisorKey.claims(NODE, "*");
              String token = KEY.rs256(claims);
              Reply used =
                  running.get(
                      "/token/scope", "Authorization", "Bearer " + token, "X-Node-ID", NODE);
              assertThat(used.status()).isEqualTo(200);
              List<String> ids = List.of(String.valueOf(claims.get("jti")));
              assertThat(
                      running
                          .access
                          .repositories()
                          .supervisorTokens()
                          .revoke(supervisor.id(), ids, Instant.now()))
                  .isEqualTo(1);
              return token;
            }));
  }

  private static void ownerKinds(List<CallerKind> kinds) {
    String right = "Bearer " + Secret.LOCAL_KEY + RunningServer.LOCAL_KEY;
    Function<Route, Expected> invalid = refusing(401, "invalid_token");
    kinds.add(kind("owner of the state file", ALL, "Authorization", right));
    kinds.add(
        kind("owner's key from elsewhere", invalid, "Authorization", right, REMOTE[0], REMOTE[1]));
    kinds.add(kind("wrong owner's key", invalid, "Authorization", right + "x"));
  }

  private static void sessionKinds(RunningServer running, List<CallerKind> kinds) {
    Function<Route, Expected> scoped = having(List.of("log.view", "users.manage"));
    kinds.add(
        session(running, "user on the console's page", scoped, "Sec-Fetch-Site", "same-origin"));
    kinds.add(session(running, "user by a program", scoped, CrossSiteCheck.HEADER, "1"));
    Function<Route, Expected> readOnly =
        route ->
            isOpen(route) || Set.of("GET", "HEAD").contains(route.method())
                ? scoped.apply(route)
                : Expected.refused(403, "0");
    // The door itself refuses, whatever the route.
    Function<Route, Expected> foreignPage = route -> Expected.refused(403, "0");
    kinds.add(
        session(
            running,
            "user on a page of another site",
            foreignPage,
            "Sec-Fetch-Site",
            "cross-site"));
    kinds.add(session(running, "user on another port", foreignPage, "Sec-Fetch-Site", "same-site"));
    kinds.add(session(running, "user without any sign of the page", readOnly));
    kinds.add(
        new CallerKind(
            "user whose session ended",
            () -> {
              OwnTokens.Issued issued =
                  issue(running, AccessToken.Kind.SESSION, List.of("*"), later());
              running.access.ownTokens().revoke(issued.stored().id());
              return cookie(issued.secret(), REMOTE);
            },
            NONE));
    kinds.add(
        new CallerKind(
            "access token in the cookie",
            () -> cookie(ownToken(running, List.of("*"), later()), REMOTE),
            NONE));
  }

  private static CallerKind session(
      RunningServer running, String name, Function<Route, Expected> expected, String... headers) {
    return new CallerKind(
        name,
        () -> {
          String secret =
              issue(running, AccessToken.Kind.SESSION, List.of("log.view", "users.manage"), later())
                  .secret();
          String[] all = Arrays.copyOf(headers, headers.length + 2);
          all[headers.length] = REMOTE[0];
          all[headers.length + 1] = REMOTE[1];
          return cookie(secret, all);
        },
        expected);
  }

  private static String[] cookie(String secret, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Cookie";
    all[headers.length + 1] = SessionCookie.NAME + "=" + secret;
    return all;
  }

  @TestFactory
  List<DynamicTest> a_node_with_a_connection_key() {
    String header = "X-UtilMeta-Connection-Key";
    return matrix(
        settings -> settings.connectionKey("KK").localScope(List.of("log.view")),
        running ->
            List.of(
                kind("no key", refusing(401, "connection_key_missing")),
                kind("wrong key", refusing(401, "connection_key_wrong"), header, "K"),
                kind("right key", having(List.of("log.view")), header, "KK"),
                kind("right key from elsewhere", NONE, header, "KK", REMOTE[0], REMOTE[1])));
  }

  @TestFactory
  List<DynamicTest> a_node_where_every_scope_is_disabled() {
    Function<Route, Expected> unscoped =
        route -> scopeNames(route).isEmpty() ? Expected.PASS : Expected.refused(403, "0");
    List<String> every =
        Scope.settingNames().stream().filter(name -> !name.equals(Scope.ALL)).toList();
    return matrix(
        settings -> settings.disabledScope(every),
        running ->
            List.of(
                kind("anonymous local", unscoped),
                bearer("client with *", unscoped, () -> ownToken(running, List.of("*"), later())),
                kind(
                    "owner of the state file",
                    unscoped,
                    "Authorization",
                    "Bearer " + Secret.LOCAL_KEY + RunningServer.LOCAL_KEY)));
  }

  @TestFactory
  List<DynamicTest> a_node_without_local_callers() {
    return matrix(
        settings -> settings.localScope(List.of()),
        running ->
            List.of(
                kind("anonymous local", NONE),
                bearer("client with *", ALL, () -> ownToken(running, List.of("*"), later()))));
  }

  @TestFactory
  List<DynamicTest> a_node_that_is_not_local_and_has_private_mode() {
    String header = "X-UtilMeta-Connection-Key";
    return matrix(
        settings ->
            settings
                .route("https://api.example.com/ops")
                .connectionKey("KK")
                .privateScope(List.of("log.view", "api.view"))
                .trustedProxies(List.of("127.0.0.1")),
        running ->
            List.of(
                kind(
                    "private address with the key",
                    having(List.of("log.view", "api.view")),
                    header,
                    "KK",
                    "X-Forwarded-For",
                    "10.1.2.3"),
                kind(
                    "private address without the key",
                    refusing(401, "connection_key_missing"),
                    "X-Forwarded-For",
                    "10.1.2.3"),
                kind(
                    "public address with the key",
                    NONE,
                    header,
                    "KK",
                    "X-Forwarded-For",
                    "8.8.8.8"),
                kind(
                    "public address that says it is private",
                    NONE,
                    header,
                    "KK",
                    "X-Forwarded-For",
                    "10.1.2.3, 8.8.8.8")));
  }

  @TestFactory
  List<DynamicTest> a_node_behind_a_trusted_proxy() {
    return matrix(
        settings -> settings.trustedProxies(List.of("127.0.0.1", "10.0.0.0/8")),
        running ->
            List.of(
                kind("local by way of two proxies", ALL, "X-Forwarded-For", "127.0.0.1, 10.1.2.3"),
                kind("from elsewhere", NONE, "X-Forwarded-For", "8.8.8.8, 10.1.2.3"),
                kind("forged", NONE, "X-Forwarded-For", "127.0.0.1, 8.8.8.8, 10.1.2.3"),
                kind("hidden", NONE, "X-Forwarded-For", "127.0.0.1, unknown, 10.1.2.3"),
                kind("the proxy itself", NONE, "X-Forwarded-For", "10.1.2.3")));
  }

  private static List<DynamicTest> matrix(
      UnaryOperator<OperationsServerSettings.Builder> settings,
      Function<RunningServer, List<CallerKind>> kinds) {
    List<DynamicTest> tests = new ArrayList<>();
    RunningServer running = RunningServer.start(database.repositories(), settings);
    for (CallerKind kind : kinds.apply(running)) {
      tests.add(
          DynamicTest.dynamicTest(
              kind.name(),
              () -> {
                assertThat(running.server.routes()).hasSizeGreaterThan(20);
                for (Route route : running.server.routes()) {
                  kind.check(running, route);
                }
              }));
    }
    tests.add(DynamicTest.dynamicTest("the server stops", running::close));
    return tests;
  }
}
