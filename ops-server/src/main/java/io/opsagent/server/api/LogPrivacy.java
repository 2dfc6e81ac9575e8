package io.opsagent.server.api;

import org.jspecify.annotations.Nullable;

/**
 * What of a row is hidden from readers; the stored values and the filters on them stay (spec 1.12).
 *
 * @param hideIpAddress whether an address reads {@code *.*.*.*}
 * @param hideUserId whether a user id reads {@code ***}
 */
public record LogPrivacy(boolean hideIpAddress, boolean hideUserId) {
  /** Everything is shown. */
  public static final LogPrivacy OPEN = new LogPrivacy(false, false);

  String ip(String ip) {
    return hideIpAddress && !ip.isEmpty() ? "*.*.*.*" : ip;
  }

  @Nullable String userId(@Nullable String userId) {
    return hideUserId && userId != null && !userId.isEmpty() ? "***" : userId;
  }
}
