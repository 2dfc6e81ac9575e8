package io.opsagent.server.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;

/**
 * The body of a call to a supervisor: a JWE in flattened JSON, by RSA-OAEP-256 and A256CBC-HS512
 * (operations-api.md 4.5).
 */
public final class EncryptedBody {
  private EncryptedBody() {}

  /**
   * Encrypts a text.
   *
   * @param key of the receiver
   * @return JSON in UTF-8
   * @throws IllegalArgumentException if the key is no RSA key that can be encrypted to
   */
  public static byte[] of(String text, PublicJwk key) {
    RSAKey rsa =
        key.rsa()
            .orElseThrow(
                () -> new IllegalArgumentException("The key is no RSA key; send an RSA JWK."));
    try {
      JWEHeader header =
          new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256CBC_HS512)
              .type(new JOSEObjectType("JWE"))
              .keyID(key.thumbprint().orElseThrow())
              .build();
      JWEObject jwe = new JWEObject(header, new Payload(text));
      jwe.encrypt(new RSAEncrypter(rsa.toRSAPublicKey()));
      // The protected header is what both forms authenticate, so one is the other in members.
      String[] parts = jwe.serialize().split("\\.", -1);
      return JsonNodeFactory.instance
          .objectNode()
          .put("protected", parts[0])
          .put("encrypted_key", parts[1])
          .put("iv", parts[2])
          .put("ciphertext", parts[3])
          .put("tag", parts[4])
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    } catch (JOSEException | IllegalStateException e) {
      throw new IllegalArgumentException("The key cannot be used: " + e.getMessage(), e);
    }
  }
}
