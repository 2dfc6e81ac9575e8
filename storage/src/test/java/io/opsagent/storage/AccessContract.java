package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.access.AccessRepositories;
import io.opsagent.storage.access.AccessToken;
import io.opsagent.storage.access.AuditEntry;
import io.opsagent.storage.access.Client;
import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorToken;
import io.opsagent.storage.access.SupervisorTokenFilter;
import io.opsagent.storage.access.SupervisorTokenRepository.Use;
import io.opsagent.storage.access.TokenRepository;
import io.opsagent.storage.access.User;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the repositories of access must do on every engine. */
abstract class AccessContract {
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final String HASH = "ab".repeat(32);

  /** Empty repositories. */
  abstract AccessRepositories repositories();

  /** The captured requests of the same database. */
  abstract ServiceLogRepository serviceLogs();

  private static Supervisor supervisor(@Nullable String node, @Nullable String key, boolean off) {
    return new Supervisor(
        0,
        "shop",
        node,
        "sh",
        null,
        "https://spv.example/spv",
        "http://127.0.0.1:8274/ops",
        key,
        "{\"kty\":\"RSA\"}",
        false,
        off,
        false,
        "{\"settings\":{\"a\":1}}",
        NOON,
        NOON);
  }

  private static SupervisorToken jwt(long issuer, String id, @Nullable Instant issued) {
    return new SupervisorToken(
        0,
        issuer,
        id,
        issued,
        "anna",
        NOON.plusSeconds(60),
        null,
        0,
        "10.1.2.3",
        List.of("log.view", "data.view:shop"),
        false);
  }

  private static AccessToken token(String subject) {
    return new AccessToken(
        0,
        AccessToken.Kind.CLIENT,
        subject,
        "ci",
        List.of("log.view"),
        "10.1.2.3",
        NOON,
        NOON.plusSeconds(3600),
        null,
        null);
  }

  @Test
  void a_supervisor_comes_back_as_it_was_stored() {
    Supervisor draft = supervisor("n1", "{\"kty\":\"RSA\"}", false);
    Supervisor stored = repositories().supervisors().insert(draft);

    assertThat(stored).usingRecursiveComparison().ignoringFields("id").isEqualTo(draft);
    assertThat(repositories().supervisors().find(stored.id())).contains(stored);
    assertThat(repositories().supervisors().list("shop")).containsExactly(stored);
    assertThat(repositories().supervisors().list("other")).isEmpty();
  }

  @Test
  void only_enabled_supervisors_with_a_key_verify_tokens_of_their_node() {
    Supervisor good = repositories().supervisors().insert(supervisor("n1", "{}", false));
    repositories().supervisors().insert(supervisor("n1", null, false));
    repositories().supervisors().insert(supervisor("n1", "{}", true));
    repositories().supervisors().insert(supervisor("n2", "{}", false));

    assertThat(repositories().supervisors().enabledOfNode("n1")).containsExactly(good);
    assertThat(repositories().supervisors().enabledOfNode("N1")).isEmpty();
  }

  @Test
  void a_supervisor_takes_over_only_with_the_key_that_is_stored_and_once() {
    Supervisor placeholder = repositories().supervisors().insert(supervisor(null, null, false));
    Supervisor taken =
        new Supervisor(
            placeholder.id(),
            "shop",
            "n1",
            "sh",
            "https://ops.example/n1",
            placeholder.baseUrl(),
            placeholder.opsApi(),
            "{}",
            null,
            false,
            false,
            true,
            "{}",
            NOON,
            NOON.plusSeconds(1));

    assertThat(repositories().supervisors().update(taken, "other")).isFalse();
    assertThat(repositories().supervisors().existsEnabled()).isFalse();
    assertThat(repositories().supervisors().update(taken, placeholder.initKey())).isTrue();
    assertThat(repositories().supervisors().update(taken, placeholder.initKey())).isFalse();
    assertThat(repositories().supervisors().find(placeholder.id())).contains(taken);
    assertThat(repositories().supervisors().existsEnabled()).isTrue();
  }

  @Test
  void each_use_of_a_supervisors_token_is_counted() {
    SupervisorToken token = jwt(7, "j1", NOON);
    assertThat(repositories().supervisorTokens().use(token, NOON)).isEqualTo(Use.ACCEPTED);
    assertThat(repositories().supervisorTokens().use(token, NOON.plusSeconds(5)))
        .isEqualTo(Use.ACCEPTED);

    assertThat(repositories().supervisorTokens().list(7, SupervisorTokenFilter.ALL))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.usedTimes()).isEqualTo(2);
              assertThat(row.lastActivity()).isEqualTo(NOON.plusSeconds(5));
              assertThat(row.scopes()).containsExactly("log.view", "data.view:shop");
              assertThat(row.issuedAt()).isEqualTo(NOON);
            });
    assertThat(repositories().supervisorTokens().list(8, SupervisorTokenFilter.ALL)).isEmpty();
  }

  @Test
  void a_page_that_uses_a_new_token_many_times_at_once_gets_in_each_time() {
    List<CompletableFuture<Use>> uses =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> repositories().supervisorTokens().use(jwt(7, "j1", NOON), NOON)))
            .toList();

    assertThat(uses).allSatisfy(use -> assertThat(use.join()).isEqualTo(Use.ACCEPTED));
    assertThat(repositories().supervisorTokens().list(7, SupervisorTokenFilter.ALL))
        .singleElement()
        .satisfies(row -> assertThat(row.usedTimes()).isEqualTo(6));
  }

  @Test
  void one_token_id_belongs_to_the_issuer_that_used_it_first() {
    repositories().supervisorTokens().use(jwt(7, "j1", NOON), NOON);

    assertThat(repositories().supervisorTokens().use(jwt(8, "j1", NOON), NOON))
        .isEqualTo(Use.OTHER_ISSUER);
  }

  @Test
  void a_supervisor_revokes_its_own_tokens_only_and_also_those_not_seen_yet() {
    var tokens = repositories().supervisorTokens();
    tokens.use(jwt(7, "used", NOON), NOON);

    assertThat(tokens.revoke(7, List.of("new", "used", "used"), NOON)).isEqualTo(1);
    assertThat(tokens.use(jwt(7, "new", NOON), NOON)).isEqualTo(Use.REVOKED);
    assertThat(tokens.use(jwt(7, "used", NOON), NOON)).isEqualTo(Use.REVOKED);
    assertThat(tokens.revoke(7, List.of("new", "used"), NOON)).isEqualTo(2);

    tokens.revoke(8, List.of("others"), NOON);
    assertThat(tokens.use(jwt(7, "others", NOON), NOON)).isEqualTo(Use.ACCEPTED);
    assertThat(tokens.list(7, new SupervisorTokenFilter(null, null, null, null, true)))
        .extracting(SupervisorToken::tokenId)
        .containsExactlyInAnyOrder("new", "used");
    assertThat(tokens.list(7, new SupervisorTokenFilter(null, "others", "anna", "10.1.2.3", false)))
        .hasSize(1);
  }

  @Test
  void a_revoked_subject_or_all_refuses_tokens_of_supervisors_from_before() {
    repositories().tokens().revokeSubject("anna", NOON);
    assertThat(repositories().supervisorTokens().use(jwt(7, "old", NOON), NOON))
        .isEqualTo(Use.REVOKED);
    assertThat(repositories().supervisorTokens().use(jwt(7, "undated", null), NOON))
        .isEqualTo(Use.REVOKED);
    assertThat(repositories().supervisorTokens().use(jwt(7, "next", NOON.plusSeconds(1)), NOON))
        .isEqualTo(Use.ACCEPTED);

    repositories().tokens().revokeSubject(TokenRepository.ALL, NOON.plusSeconds(2));
    assertThat(repositories().supervisorTokens().use(jwt(7, "next", NOON.plusSeconds(1)), NOON))
        .isEqualTo(Use.REVOKED);
  }

  @Test
  void deleting_a_supervisor_deletes_its_tokens() {
    Supervisor stored = repositories().supervisors().insert(supervisor("n1", "{}", false));
    repositories().supervisorTokens().use(jwt(stored.id(), "j1", NOON), NOON);

    assertThat(repositories().supervisors().delete(stored.id())).isTrue();
    assertThat(repositories().supervisors().delete(stored.id())).isFalse();
    assertThat(repositories().supervisorTokens().list(stored.id(), SupervisorTokenFilter.ALL))
        .isEmpty();
  }

  @Test
  void a_client_is_usable_until_it_expires_or_is_revoked() {
    var clients = repositories().clients();
    Client draft =
        new Client(
            0, "ci", HASH, List.of("log.view"), "local", NOON, NOON, NOON.plusSeconds(60), null);
    Client stored = clients.insert(draft);

    assertThat(stored).usingRecursiveComparison().ignoringFields("id").isEqualTo(draft);
    assertThat(clients.existsUsable(NOON)).isTrue();
    assertThat(clients.existsUsable(NOON.plusSeconds(60))).isFalse();
    assertThat(clients.revoke(stored.id(), NOON.plusSeconds(1))).isTrue();
    assertThat(clients.revoke(stored.id(), NOON.plusSeconds(1))).isFalse();
    assertThat(clients.existsUsable(NOON)).isFalse();
    assertThat(clients.find(stored.id()).orElseThrow().isUsable(NOON)).isFalse();
    assertThat(clients.deleteUnusable(NOON, 10)).isZero();
    assertThat(clients.deleteUnusable(NOON.plusSeconds(2), 10)).isEqualTo(1);
  }

  @Test
  void lists_are_paged_by_key_from_the_newest() {
    var clients = repositories().clients();
    List<Long> ids =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    clients
                        .insert(
                            new Client(
                                0, "c" + i, HASH, List.of("*"), "local", NOON, NOON, null, null))
                        .id())
            .toList();

    assertThat(clients.list(Long.MAX_VALUE, 2))
        .extracting(Client::id)
        .containsExactly(ids.get(2), ids.get(1));
    assertThat(clients.list(ids.get(1), 2)).extracting(Client::id).containsExactly(ids.get(0));
  }

  @Test
  void the_name_of_a_user_is_taken_once() {
    var users = repositories().users();
    User draft = new User(0, "anna", "$2b$hash", List.of("*"), false, NOON, NOON);
    User stored = users.insert(draft).orElseThrow();

    assertThat(users.insert(draft)).isEmpty();
    assertThat(users.findByName("anna")).contains(stored);
    assertThat(users.findByName("Anna")).isEmpty();
    User changed =
        new User(
            stored.id(), "anna", "$2b$new", List.of("log.view"), true, NOON, NOON.plusSeconds(1));
    assertThat(users.existsEnabled()).isTrue();
    assertThat(users.update(changed)).isTrue();
    assertThat(users.find(stored.id())).contains(changed);
    assertThat(users.existsEnabled()).isFalse();
    assertThat(users.delete(stored.id())).isTrue();
    assertThat(users.list(Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void a_token_is_found_by_its_hash_until_it_is_cleaned_away() {
    var tokens = repositories().tokens();
    AccessToken stored = tokens.insert(token("client-1"), HASH);

    assertThat(tokens.findByHash(HASH)).contains(stored);
    assertThat(tokens.findByHash("cd".repeat(32))).isEmpty();
    tokens.used(stored.id(), NOON.plusSeconds(9));
    assertThat(tokens.find(stored.id()).orElseThrow().lastUsedAt()).isEqualTo(NOON.plusSeconds(9));
    assertThat(tokens.revoke(stored.id(), NOON.plusSeconds(10))).isTrue();
    assertThat(tokens.revoke(stored.id(), NOON.plusSeconds(11))).isFalse();
    assertThat(tokens.findByHash(HASH).orElseThrow().isUsable(NOON)).isFalse();
    assertThat(tokens.deleteExpired(NOON.plusSeconds(3600), 10)).isZero();
    assertThat(tokens.deleteExpired(NOON.plusSeconds(3601), 10)).isEqualTo(1);
  }

  @Test
  void all_tokens_of_a_subject_are_revoked_at_once_and_no_others() {
    var tokens = repositories().tokens();
    tokens.insert(token("client-1"), "a1".repeat(32));
    tokens.insert(token("client-1"), "a2".repeat(32));
    AccessToken other = tokens.insert(token("client-2"), "a3".repeat(32));

    assertThat(tokens.revokeSubject("client-1", NOON)).isEqualTo(2);
    assertThat(tokens.list("client-1", Long.MAX_VALUE, 10))
        .allSatisfy(t -> assertThat(t.revokedAt()).isEqualTo(NOON));
    assertThat(tokens.find(other.id()).orElseThrow().revokedAt()).isNull();
    assertThat(tokens.revokeSubject(TokenRepository.ALL, NOON)).isEqualTo(1);
  }

  @Test
  void a_client_that_goes_takes_its_tokens_along_and_no_others() {
    var tokens = repositories().tokens();
    tokens.insert(token("client-1"), "a1".repeat(32));
    tokens.insert(token("client-2"), "a2".repeat(32));

    assertThat(tokens.revokeOwn("client-1", NOON)).isEqualTo(1);
    assertThat(repositories().supervisorTokens().use(jwt(7, "j1", NOON), NOON))
        .isEqualTo(Use.ACCEPTED);
  }

  @Test
  void a_subject_keeps_its_newest_hundred_tokens() {
    var tokens = repositories().tokens();
    AccessToken first = tokens.insert(token("client-1"), String.format("%064x", 0));
    for (int i = 1; i <= TokenRepository.MAX_OF_SUBJECT; i++) {
      tokens.insert(token("client-1"), String.format("%064x", i));
    }
    assertThat(tokens.find(first.id())).isEmpty();
    assertThat(tokens.list("client-1", Long.MAX_VALUE, 1_000))
        .hasSize(TokenRepository.MAX_OF_SUBJECT);
  }

  @Test
  void the_audit_log_is_read_from_the_newest_and_cleaned_by_age() {
    var audit = repositories().audit();
    AuditEntry entry =
        new AuditEntry(
            0,
            NOON,
            "web-1:1",
            "local",
            "127.0.0.1",
            "POST /v1/clients",
            "client-1",
            201,
            "made",
            "r1");
    AuditEntry late =
        new AuditEntry(
            0,
            NOON.plusSeconds(60),
            "web-1:1",
            "anna",
            "10.1.2.3",
            "DELETE /v1/tokens/{id}",
            null,
            403,
            null,
            null);
    audit.insert(List.of(entry, late));

    List<AuditEntry> all = audit.list(null, Long.MAX_VALUE, 10);
    assertThat(all)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
        .containsExactly(late, entry);
    assertThat(audit.list("local", Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(audit.list(null, all.get(0).id(), 10)).containsExactly(all.get(1));
    assertThat(audit.deleteOlderThan(NOON.plusSeconds(1), 10)).isEqualTo(1);
    assertThat(audit.list(null, Long.MAX_VALUE, 10)).containsExactly(all.get(0));
  }

  @Test
  void rows_of_a_service_become_those_of_its_node_and_come_back() {
    serviceLogs()
        .insertOnce(
            UUID.randomUUID(),
            List.of(
                ServiceLogs.log(row -> row.service = "adopted"),
                ServiceLogs.log(row -> row.service = "adopted"),
                ServiceLogs.log(row -> row.service = "stranger")));

    assertThat(repositories().supervisors().adoptRows("adopted", "n7")).isEqualTo(2);
    assertThat(repositories().supervisors().adoptRows("adopted", "n8")).isZero();
    assertThat(nodes("adopted")).containsExactly("n7", "n7");
    assertThat(nodes("stranger")).containsExactly((String) null);

    assertThat(repositories().supervisors().releaseRows("n7")).isEqualTo(2);
    assertThat(nodes("adopted")).containsExactly(null, null);
  }

  private List<@Nullable String> nodes(String service) {
    return serviceLogs()
        .list(
            ServiceLogFilters.filter(filter -> filter.service = service),
            List.of(new ServiceLogOrder(ServiceLogOrder.Column.TIME, false)),
            0,
            10)
        .stream()
        .<@Nullable String>map(ServiceLog::nodeId)
        .toList();
  }
}
