package io.opsagent.server.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Tells whether a private and a public key belong together: what one signs the other verifies. */
final class KeyPairCheck {
  private static final byte[] TEXT = "opsagent".getBytes(StandardCharsets.US_ASCII);

  private KeyPairCheck() {}

  static boolean fit(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(publicKey.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(TEXT);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(TEXT);
    return signature.verify(signed);
  }
}
