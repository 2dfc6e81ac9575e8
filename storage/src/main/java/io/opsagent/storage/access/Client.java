package io.opsagent.storage.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program that may fetch tokens with its secret (RFC 6749, client credentials).
 *
 * @param id its key; 0 before it is stored
 * @param name for people
 * @param secretHash SHA-256 of the secret, in hexadecimal digits
 * @param scopes what its tokens may have at most
 * @param createdBy subject that made it
 * @param createdAt when
 * @param updatedAt when it was changed
 * @param expiresAt from when on the secret is refused; null for never
 * @param revokedAt since when the secret is refused, or null
 */
public record Client(
    long id,
    String name,
    String secretHash,
    List<String> scopes,
    String createdBy,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {
  /** Copies the list. */
  public Client {
    scopes = List.copyOf(scopes);
  }

  /** Whether the secret counts at this time. */
  public boolean isUsable(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "Client[id=" + id + ", name=" + name + ", scopes=" + scopes + "]";
  }
}
