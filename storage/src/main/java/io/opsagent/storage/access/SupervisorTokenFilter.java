package io.opsagent.storage.access;

import org.jspecify.annotations.Nullable;

/** Which tokens are listed; null matches all (operations-api.md 1.2, {@code GET /token}). */
public record SupervisorTokenFilter(
    @Nullable Long id,
    @Nullable String tokenId,
    @Nullable String subject,
    @Nullable String ip,
    @Nullable Boolean isRevoked) {
  /** Matches all. */
  public static final SupervisorTokenFilter ALL =
      new SupervisorTokenFilter(null, null, null, null, null);
}
