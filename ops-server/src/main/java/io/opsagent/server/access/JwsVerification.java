package io.opsagent.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.text.ParseException;
import java.util.Map;

/**
 * Whether a signature is that of a stored key (operations-api.md 3.3). The key decides which
 * algorithms count, never the token: {@code none} and the HS algorithms are refused, since a public
 * key is no secret. The {@code alg} of the stored key is disregarded: supervisors store {@code
 * RSA-OAEP-256} there, as the key also encrypts.
 */
final class JwsVerification {
  private static final int ED25519_BYTES = 32;

  private JwsVerification() {}

  /**
   * The payload of a token, if its signature is right.
   *
   * @throws RefusedTokenException if it is no JWS, or another key has signed it
   */
  static Map<String, Object> payload(String token, String publicKeyJson)
      throws RefusedTokenException {
    try {
      JWSObject jws = JWSObject.parse(token);
      if (isRight(jws, JWK.parse(publicKeyJson))) {
        Map<String, Object> claims = jws.getPayload().toJSONObject();
        if (claims != null) {
          return claims;
        }
      }
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | IllegalArgumentException
        | IllegalStateException e) {
      // The same answer as to a wrong signature: what exactly is wrong helps only who forges.
    }
    throw new RefusedTokenException(
        RefusedTokenException.Reason.UNUSABLE, "Invalid token: signature");
  }

  private static boolean isRight(JWSObject jws, JWK key)
      throws JOSEException, GeneralSecurityException {
    JWSAlgorithm algorithm = jws.getHeader().getAlgorithm();
    if (key instanceof RSAKey rsa && RSASSAVerifier.SUPPORTED_ALGORITHMS.contains(algorithm)) {
      return verify(jws, new RSASSAVerifier(rsa.toRSAPublicKey()));
    }
    if (key instanceof ECKey ec && ECDSAVerifier.SUPPORTED_ALGORITHMS.contains(algorithm)) {
      // The verifier holds the curve of the key against the algorithm.
      return verify(jws, new ECDSAVerifier(ec.toECPublicKey()));
    }
    boolean isEdwards =
        JWSAlgorithm.EdDSA.equals(algorithm) || JWSAlgorithm.Ed25519.equals(algorithm);
    if (key instanceof OctetKeyPair pair && isEdwards && Curve.Ed25519.equals(pair.getCurve())) {
      return verifyEd25519(jws, pair.getDecodedX());
    }
    return false;
  }

  private static boolean verify(JWSObject jws, JWSVerifier verifier) throws JOSEException {
    return jws.verify(verifier);
  }

  /** By the JDK: the library would need another one for it. */
  private static boolean verifyEd25519(JWSObject jws, byte[] publicKey)
      throws GeneralSecurityException {
    boolean hasExtensions = jws.getHeader().getCriticalParams() != null;
    if (publicKey.length != ED25519_BYTES || hasExtensions) {
      return false;
    }
    byte[] bigEndian = new byte[ED25519_BYTES];
    for (int i = 0; i < ED25519_BYTES; i++) {
      bigEndian[i] = publicKey[ED25519_BYTES - 1 - i];
    }
    boolean isOdd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    EdECPoint point = new EdECPoint(isOdd, new BigInteger(1, bigEndian));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
    signature.update(jws.getSigningInput());
    return signature.verify(jws.getSignature().decode());
  }
}
