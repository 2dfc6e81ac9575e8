package com.example.shop.customer;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Salted hashes of passwords: PBKDF2 with HMAC-SHA-256, written as {@code salt$hash}. */
final class PasswordHash {
  /** A hash that no password has. */
  static final String OF_NOBODY = "AAAAAAAAAAAAAAAAAAAAAA==$";

  private static final int ITERATIONS = 20_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 256;

  private PasswordHash() {}

  static String of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return base64.encodeToString(salt) + "$" + base64.encodeToString(hash(password, salt));
  }

  static boolean matches(String password, String stored) {
    int end = stored.indexOf('$');
    byte[] salt = Base64.getDecoder().decode(stored.substring(0, end));
    byte[] expected = Base64.getDecoder().decode(stored.substring(end + 1));
    return MessageDigest.isEqual(hash(password, salt), expected);
  }

  private static byte[] hash(String password, byte[] salt) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }
}
