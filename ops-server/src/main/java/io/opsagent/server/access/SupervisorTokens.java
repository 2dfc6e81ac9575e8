package io.opsagent.server.access;

import io.opsagent.server.access.RefusedTokenException.Reason;
import io.opsagent.storage.access.AccessRepositories;
import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorToken;
import io.opsagent.storage.access.SupervisorTokenRepository.Use;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that a registered supervisor issued (operations-api.md 3.3). Every use asks the database,
 * so that a revocation counts at once on every node. Any thread.
 */
public final class SupervisorTokens {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisorTokens.class);

  private final AccessRepositories repositories;
  private final String opsApi;
  private final boolean checksAudience;
  private final Clock clock;

  /**
   * Verification for one node.
   *
   * @param opsApi URL of this API, which {@code aud} should be the beginning of
   * @param checksAudience whether another {@code aud} is refused; the protocol only logs it
   */
  public SupervisorTokens(
      AccessRepositories repositories, String opsApi, boolean checksAudience, Clock clock) {
    this.repositories = repositories;
    this.opsApi = opsApi;
    this.checksAudience = checksAudience;
    this.clock = clock;
  }

  /**
   * A token that counts.
   *
   * @param supervisor that issued it
   * @param tokenId claim {@code jti}
   * @param subject claim {@code sub}, or null
   * @param scopes names without their resources
   */
  public record Verified(
      Supervisor supervisor, String tokenId, @Nullable String subject, List<String> scopes) {}

  /**
   * Verifies a token and records its use.
   *
   * @param nodeId what the caller says which node he means
   * @param ip of the caller
   * @throws RefusedTokenException if it does not count for any supervisor of the node
   * @throws io.opsagent.storage.StorageException when the database does not answer
   */
  public Verified verify(String token, String nodeId, String ip) throws RefusedTokenException {
    RefusedTokenException refused =
        new RefusedTokenException(Reason.NO_SUPERVISOR, "Supervisor not found");
    for (Supervisor supervisor : repositories.supervisors().enabledOfNode(nodeId)) {
      try {
        return verify(token, supervisor, nodeId, ip);
      } catch (RefusedTokenException e) {
        refused = e;
      }
    }
    throw refused;
  }

  private Verified verify(String token, Supervisor supervisor, String nodeId, String ip)
      throws RefusedTokenException {
    String key = supervisor.publicKeyJson();
    Map<String, Object> claims = JwsVerification.payload(token, key == null ? "" : key);
    Instant now = clock.instant();
    if (!nodeId.equals(text(claims, "nid"))) {
      throw new RefusedTokenException(Reason.CONFLICT, "Invalid node id");
    }
    checkIssuer(text(claims, "iss"), supervisor);
    checkAudience(claims.get("aud"));
    Instant expiry = time(claims, "exp");
    if (expiry == null) {
      throw new RefusedTokenException(Reason.INCOMPLETE, "Invalid token: no expires");
    }
    Instant notBefore = time(claims, "nbf");
    if (now.isAfter(expiry)) {
      throw new RefusedTokenException(Reason.UNUSABLE, "Invalid token: expired");
    }
    if (notBefore != null && now.isBefore(notBefore)) {
      throw new RefusedTokenException(Reason.UNUSABLE, "Invalid token: not valid yet");
    }
    String tokenId = text(claims, "jti");
    if (tokenId == null || tokenId.isEmpty()) {
      throw new RefusedTokenException(Reason.UNUSABLE, "Invalid token: id required");
    }
    List<String> named = scopeNames(text(claims, "scope"));
    String subject = text(claims, "sub");
    record(
        new SupervisorToken(
            0,
            supervisor.id(),
            tokenId,
            time(claims, "iat"),
            subject,
            expiry,
            null,
            0,
            ip,
            named,
            false),
        now);
    return new Verified(supervisor, tokenId, subject, withoutResources(named));
  }

  private static void checkIssuer(@Nullable String issuer, Supervisor supervisor)
      throws RefusedTokenException {
    String baseUrl = supervisor.baseUrl() == null ? "" : supervisor.baseUrl();
    if (issuer != null && !baseUrl.startsWith(issuer)) {
      String shown = issuer.length() > 200 ? issuer.substring(0, 200) : issuer;
      throw new RefusedTokenException(Reason.CONFLICT, "Invalid token issuer: '" + shown + "'");
    }
  }

  private void checkAudience(@Nullable Object audience) throws RefusedTokenException {
    if (audience == null
        || (audience instanceof String one && opsApi.startsWith(one))
        || (audience instanceof List<?> many
            && many.stream().anyMatch(a -> a instanceof String s && opsApi.startsWith(s)))) {
      return;
    }
    if (checksAudience) {
      throw new RefusedTokenException(Reason.CONFLICT, "Invalid token audience");
    }
    LOG.info("A token for another audience than {} was used", opsApi);
  }

  private void record(SupervisorToken token, Instant now) throws RefusedTokenException {
    Use use = repositories.supervisorTokens().use(token, now);
    if (use != Use.ACCEPTED) {
      throw new RefusedTokenException(
          Reason.UNUSABLE,
          use == Use.REVOKED ? "Invalid token: revoked" : "Invalid token: id is of another issuer");
    }
  }

  /** Blanks part the names if there is one, else commas; none is the empty name. */
  private static List<String> scopeNames(@Nullable String scope) {
    if (scope == null || scope.isBlank()) {
      return List.of("");
    }
    Set<String> names = new LinkedHashSet<>();
    for (String name : scope.strip().split(scope.strip().contains(" ") ? " +" : ",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    return List.copyOf(names);
  }

  private static List<String> withoutResources(List<String> named) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : named) {
      int colon = name.indexOf(':');
      names.add(colon < 0 ? name : name.substring(0, colon));
    }
    return List.copyOf(names);
  }

  private static @Nullable String text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text ? text : null;
  }

  /** Seconds since 1970, or null for anything that is no number. */
  private static @Nullable Instant time(Map<String, Object> claims, String name) {
    if (claims.get(name) instanceof Number number) {
      double seconds = number.doubleValue();
      // Beyond the year 9999 nothing can be stored; not-a-number becomes 0, which has expired.
      return Instant.ofEpochSecond((long) Math.max(0, Math.min(253_402_300_799d, seconds)));
    }
    return null;
  }
}
