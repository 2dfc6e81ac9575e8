package io.opsagent.server.access;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Passwords of users by bcrypt: unlike Argon2 it takes no 19 MB out of the application's heap for
 * each attempt. At most two are worked on at once, since each takes a processor for a quarter of a
 * second. Any thread.
 */
public final class PasswordHasher {
  /** Shortest password, characters. */
  public static final int MIN_CHARS = 10;

  /** Longest password, bytes of UTF-8: bcrypt does not look at more. */
  public static final int MAX_BYTES = 72;

  private static final int COST = 12;
  private static final int MAX_AT_ONCE = 2;

  private final Semaphore permits = new Semaphore(MAX_AT_ONCE);

  /** Checked in place of the hash of a user who does not exist, so that the time tells nothing. */
  private volatile @Nullable String nobodysHash;

  /**
   * Why this cannot be a password, as a sentence with the way out, or null if it can.
   *
   * @param password is not repeated in the sentence
   */
  public static @Nullable String problem(String password) {
    int bytes = password.getBytes(StandardCharsets.UTF_8).length;
    if (password.length() < MIN_CHARS || bytes > MAX_BYTES || password.indexOf('\0') >= 0) {
      return "password has "
          + password.length()
          + " characters, "
          + bytes
          + " bytes; allowed are at least "
          + MIN_CHARS
          + " characters and at most "
          + MAX_BYTES
          + " bytes, without NUL. Choose another.";
    }
    return null;
  }

  /** The hash of a password, with a new salt and the cost in it. Takes about 0.3 s. */
  public String hash(String password) {
    permits.acquireUninterruptibly();
    try {
      return BcryptFunction.getInstance(Bcrypt.B, COST).hash(password).getResult();
    } finally {
      permits.release();
    }
  }

  /**
   * Whether a password is right. Takes the same time when there is no such user.
   *
   * @param hash null for a user who does not exist
   * @return null when too many are being checked, so that the caller should come again
   */
  public @Nullable Boolean check(String password, @Nullable String hash) {
    if (!permits.tryAcquire()) {
      return null;
    }
    try {
      String compared = hash == null ? nobodysHash() : hash;
      boolean isRight =
          password.length() <= MAX_BYTES
              && BcryptFunction.getInstanceFromHash(compared).check(password, compared);
      return isRight && hash != null;
    } finally {
      permits.release();
    }
  }

  private String nobodysHash() {
    String known = nobodysHash;
    if (known == null) {
      known = BcryptFunction.getInstance(Bcrypt.B, COST).hash(Secret.create("")).getResult();
      nobodysHash = known;
    }
    return known;
  }
}
