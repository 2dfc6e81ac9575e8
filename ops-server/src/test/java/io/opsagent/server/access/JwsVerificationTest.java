package io.opsagent.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Keys that are not RSA; those are in the conformance cases. */
class JwsVerificationTest {

  @Test
  void es256_counts_for_its_own_key_only() throws Exception {
    KeyPair pair = ec();
    String token = sign("ES256", "SHA256withECDSAinP1363Format", pair);

    assertThat(JwsVerification.payload(token, ecJwk(pair))).containsEntry("nid", "n1");
    assertRefused(token, ecJwk(ec()));
    assertRefused(sign("ES384", "SHA384withECDSAinP1363Format", pair), ecJwk(pair));
  }

  @Test
  void ed25519_counts_for_its_own_key_only() throws Exception {
    for (int i = 0; i < 8; i++) {
      // Points with an odd and an even x.
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      String token = sign("EdDSA", "Ed25519", pair);

      assertThat(JwsVerification.payload(token, edJwk(pair))).containsEntry("nid", "n1");
      assertRefused(token, edJwk(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()));
      assertRefused(token, ecJwk(ec()));
    }
  }

  @Test
  void a_key_that_cannot_be_read_verifies_nothing() throws Exception {
    String token = sign("ES256", "SHA256withECDSAinP1363Format", ec());
    for (String key : new String[] {"", "{}", "no json", "{\"kty\":\"oct\",\"k\":\"AAAA\"}"}) {
      assertRefused(token, key);
    }
  }

  private static void assertRefused(String token, String jwk) {
    assertThatThrownBy(() -> JwsVerification.payload(token, jwk))
        .isInstanceOf(RefusedTokenException.class)
        .hasMessage("Invalid token: signature");
  }

  private static KeyPair ec() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String sign(String algorithm, String jcaName, KeyPair pair)
      throws GeneralSecurityException {
    String input =
        base64(("{\"alg\":\"" + algorithm + "\"}").getBytes(StandardCharsets.UTF_8))
            + "."
            + base64("{\"nid\":\"n1\"}".getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance(jcaName);
    signature.initSign(pair.getPrivate());
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + base64(signature.sign());
  }

  private static String ecJwk(KeyPair pair) {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(base64(fixed(key.getW().getAffineX())), base64(fixed(key.getW().getAffineY())));
  }

  private static String edJwk(KeyPair pair) {
    EdECPublicKey key = (EdECPublicKey) pair.getPublic();
    byte[] y = fixed(key.getPoint().getY());
    byte[] littleEndian = new byte[32];
    for (int i = 0; i < 32; i++) {
      littleEndian[i] = y[31 - i];
    }
    if (key.getPoint().isXOdd()) {
      littleEndian[31] |= (byte) 0x80;
    }
    return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + base64(littleEndian) + "\"}";
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
