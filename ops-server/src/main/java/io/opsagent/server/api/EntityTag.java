package io.opsagent.server.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The tag of an answer (RFC 9110 8.8.3), by which a caller asks whether it has changed. That of a
 * body is made with a key of this process: seen elsewhere it tells nothing of the body.
 */
final class EntityTag {
  static final String HEADER = "ETag";

  /** The header in which a caller names the tags that it knows. */
  static final String KNOWN = "If-None-Match";

  private static final int KEY_BYTES = 16;
  private static final int TAG_BYTES = 18;
  private static final byte[] KEY = new byte[KEY_BYTES];

  static {
    new SecureRandom().nextBytes(KEY);
  }

  private final String opaque;
  private final boolean isWeak;

  private EntityTag(String opaque, boolean isWeak) {
    this.opaque = '"' + opaque + '"';
    this.isWeak = isWeak;
  }

  /** A tag that names these very bytes. */
  static EntityTag strong(String name) {
    return new EntityTag(name, false);
  }

  /** The tag of a body; weak, for a proxy may send the same in another coding. */
  static EntityTag of(byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(KEY);
      byte[] hash = digest.digest(body);
      byte[] part = Arrays.copyOf(hash, TAG_BYTES);
      return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(part), true);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** As it stands in the header. */
  String text() {
    return isWeak ? "W/" + opaque : opaque;
  }

  /**
   * Whether a caller knows it already; weak and strong are the same here (RFC 9110 13.1.2).
   *
   * @param known value of {@code If-None-Match}, or null
   */
  boolean isAmong(@Nullable String known) {
    if (known == null) {
      return false;
    }
    for (String one : known.split(",", -1)) {
      String stripped = one.strip();
      if (stripped.equals("*") || stripped.equals(opaque) || stripped.equals("W/" + opaque)) {
        return true;
      }
    }
    return false;
  }
}
