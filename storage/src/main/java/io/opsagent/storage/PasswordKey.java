package io.opsagent.storage;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key in a key file, which makes a password of the database unreadable in the properties file
 * and readable again: AES-256 in GCM, as the JDK has it. Whoever has both files has the password.
 * Immutable; any thread.
 */
public final class PasswordKey {
  private static final String KEY_START = "opsagent-key:v1:";
  private static final String TEXT_START = "v1:";
  private static final byte[] USE =
      "opsagent database.password".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MAX_FILE_BYTES = 1_024;

  private final SecretKeySpec key;

  private PasswordKey(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Reads the key of a file, or makes the file, open to its owner only, with a new key.
   *
   * @throws IOException when that is not possible, or the file holds something else; the message
   *     says what to do
   */
  public static PasswordKey openOrCreate(File file) throws IOException {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    String line = KEY_START + Base64.getEncoder().encodeToString(bytes) + "\n";
    try (FileChannel out = OwnerOnly.openNew(file.toPath())) {
      ByteBuffer rest = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      return new PasswordKey(bytes);
    } catch (FileAlreadyExistsException e) {
      return open(file);
    }
  }

  /**
   * Reads the key of a file.
   *
   * @throws IOException when there is none; the message says what to do
   */
  public static PasswordKey open(File file) throws IOException {
    Path path = file.toPath();
    String text =
        Files.size(path) > MAX_FILE_BYTES
            ? ""
            : Files.readString(path, StandardCharsets.ISO_8859_1).strip();
    try {
      if (text.startsWith(KEY_START)) {
        byte[] bytes = Base64.getDecoder().decode(text.substring(KEY_START.length()));
        if (bytes.length == KEY_BYTES) {
          return new PasswordKey(bytes);
        }
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IOException(
        file + " is no key file of OpsAgent. Name another file; the command encrypt makes it.");
  }

  /** Makes a password unreadable; each time another text, beginning with {@code v1:}. */
  public String encrypt(String password) {
    byte[] nonce = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(password.getBytes(StandardCharsets.UTF_8));
      byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return TEXT_START + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no AES in GCM", e);
    }
  }

  /**
   * Makes a password readable again.
   *
   * @throws IllegalArgumentException when the text was made with another key, or changed since
   */
  public String decrypt(String text) {
    try {
      if (text.startsWith(TEXT_START)) {
        byte[] all = Base64.getDecoder().decode(text.substring(TEXT_START.length()));
        if (all.length > NONCE_BYTES) {
          byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
          byte[] password =
              cipher(Cipher.DECRYPT_MODE, nonce)
                  .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
          return new String(password, StandardCharsets.UTF_8);
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Said below, without a word of the text.
    }
    throw new IllegalArgumentException("it was made with another key, or is not complete");
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(USE);
    return cipher;
  }
}
