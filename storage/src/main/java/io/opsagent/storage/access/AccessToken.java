package io.opsagent.storage.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that OpsAgent issued itself.
 *
 * @param id its key; 0 before it is stored
 * @param kind to whom
 * @param subject {@code client-6xk3p9} or the name of a user
 * @param name for people
 * @param scopes what it allows
 * @param ip whom it was issued to
 * @param createdAt when
 * @param expiresAt from when on it is refused
 * @param lastUsedAt about when it was used last, to the minute
 * @param revokedAt since when it is refused, or null
 */
public record AccessToken(
    long id,
    Kind kind,
    String subject,
    String name,
    List<String> scopes,
    @Nullable String ip,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {
  /** Copies the list. */
  public AccessToken {
    scopes = List.copyOf(scopes);
  }

  /** To whom a token was issued. */
  public enum Kind {
    /** A client, for its secret. */
    CLIENT,
    /** A user, for his password; it lives in a cookie. */
    SESSION
  }

  /** Whether it counts at this time. */
  public boolean isUsable(Instant now) {
    return revokedAt == null && now.isBefore(expiresAt);
  }
}
