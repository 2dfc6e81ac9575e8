package io.opsagent.server.http;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Reads a private key of a PEM file: PKCS#8, in clear text or encrypted. */
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final String NAME = "tls.private-key";
  private static final String CONVERT =
      "Convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW.";

  private PemKey() {}

  /**
   * Reads the first key.
   *
   * @throws TlsException if there is none of a known form, or the password does not open it
   */
  static PrivateKey read(File file, byte[] bytes, char @Nullable [] password) throws TlsException {
    Matcher block = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!block.find()) {
      throw new TlsException(NAME, file, "holds no private key in PEM", CONVERT, null);
    }
    String kind = block.group(1);
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new TlsException(NAME, file, "is damaged", "Write it anew.", e);
    }
    return switch (kind) {
      case "PRIVATE KEY" -> ofPkcs8(file, new PKCS8EncodedKeySpec(der));
      case "ENCRYPTED PRIVATE KEY" -> ofPkcs8(file, decrypted(file, der, password));
      default ->
          throw new TlsException(
              NAME, file, "is of the old form " + kind + ", not PKCS#8", CONVERT, null);
    };
  }

  private static PrivateKey ofPkcs8(File file, PKCS8EncodedKeySpec spec) throws TlsException {
    GeneralSecurityException last = new InvalidKeySpecException("no algorithm was tried");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw new TlsException(
        NAME, file, "is no key of the kinds " + String.join(", ", ALGORITHMS), CONVERT, last);
  }

  private static PKCS8EncodedKeySpec decrypted(File file, byte[] der, char @Nullable [] password)
      throws TlsException {
    if (password == null) {
      throw new TlsException(
          NAME, file, "is encrypted", "Set tls.password-file to a file with its password.", null);
    }
    PBEKeySpec spec = new PBEKeySpec(password);
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      AlgorithmParameters parameters = info.getAlgParameters();
      // For PBES2 the name of the algorithm stands in its parameters.
      String name =
          info.getAlgName().startsWith("PBES2") || info.getAlgName().startsWith("1.2.840")
              ? parameters.toString()
              : info.getAlgName();
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(
          Cipher.DECRYPT_MODE, SecretKeyFactory.getInstance(name).generateSecret(spec), parameters);
      return info.getKeySpec(cipher);
    } catch (IOException | GeneralSecurityException e) {
      throw new TlsException(
          NAME,
          file,
          "cannot be decrypted (" + e.getMessage() + ")",
          "Put its password into the first line of tls.password-file.",
          e);
    } finally {
      spec.clearPassword();
    }
  }
}
