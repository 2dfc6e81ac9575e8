package io.opsagent.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Secrets that OpsAgent makes: a prefix by which they are recognised, also by scanners of source
 * code, and 256 random bits. So many bits cannot be guessed, hence a plain SHA-256 of them is safe
 * to store. Any thread.
 */
public final class Secret {
  /** Begins a token that a client got for its secret. */
  public static final String ACCESS_TOKEN = "opsa_";

  /** Begins the secret of a client. */
  public static final String CLIENT_SECRET = "opss_";

  /** Begins the token in the cookie of a user. */
  public static final String SESSION = "opsu_";

  /** Begins the key of the state file, when the command line sends it. */
  public static final String LOCAL_KEY = "opsk_";

  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secret() {}

  /** A new secret: the prefix and 43 characters of base64url. */
  public static String create(String prefix) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** SHA-256 of a secret in 64 hexadecimal digits: what is stored and looked up. */
  public static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Whether two texts are the same, in a time that does not tell where they differ. */
  public static boolean isSame(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
