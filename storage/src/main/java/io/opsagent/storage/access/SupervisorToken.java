package io.opsagent.storage.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token of a supervisor that was used or revoked (operations-api.md 3.3, 3.5).
 *
 * @param id its key; 0 before it is stored
 * @param issuerId the supervisor
 * @param tokenId claim {@code jti}
 * @param issuedAt claim {@code iat}
 * @param subject claim {@code sub}, a person as the platform knows him
 * @param expiresAt claim {@code exp}; of a token that was revoked before it was seen, one day after
 * @param lastActivity when it was used last
 * @param usedTimes how often it was used
 * @param ip who used it first
 * @param scopes names as they stand in it, resources included
 * @param isRevoked whether it is refused
 */
public record SupervisorToken(
    long id,
    long issuerId,
    String tokenId,
    @Nullable Instant issuedAt,
    @Nullable String subject,
    Instant expiresAt,
    @Nullable Instant lastActivity,
    long usedTimes,
    @Nullable String ip,
    List<String> scopes,
    boolean isRevoked) {
  /** Copies the list. */
  public SupervisorToken {
    scopes = List.copyOf(scopes);
  }
}
