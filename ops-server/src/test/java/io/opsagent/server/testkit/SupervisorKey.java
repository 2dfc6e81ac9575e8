package io.opsagent.server.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsagent.storage.access.AccessRepositories;
import io.opsagent.storage.access.Supervisor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A supervisor's key, and the tokens that it signs, made without the library that reads them. */
public final class SupervisorKey {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyPair pair;

  private SupervisorKey(KeyPair pair) {
    this.pair = pair;
  }

  public static SupervisorKey create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return new SupervisorKey(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The public JWK as supervisors store it, with the algorithm for encryption in it. */
  public String jwk() {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    return json(
        Map.of(
            "kty",
            "RSA",
            "alg",
            "RSA-OAEP-256",
            "n",
            base64(unsigned(key.getModulus())),
            "e",
            base64(unsigned(key.getPublicExponent()))));
  }

  /** What was encrypted to this key as spec 4.5 says; fails if anything of it is otherwise. */
  public JsonNode decrypt(String flattened) {
    try {
      JsonNode jwe = JSON.readTree(flattened);
      String header = jwe.get("protected").asText();
      assertHeader(JSON.readTree(decoded(header)));
      Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
      rsa.init(
          Cipher.DECRYPT_MODE,
          pair.getPrivate(),
          new OAEPParameterSpec(
              "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
      byte[] key = rsa.doFinal(decoded(jwe.get("encrypted_key").asText()));
      byte[] iv = decoded(jwe.get("iv").asText());
      byte[] text = decoded(jwe.get("ciphertext").asText());
      byte[] aad = header.getBytes(StandardCharsets.US_ASCII);
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key, 0, 32, "HmacSHA512"));
      mac.update(aad);
      mac.update(iv);
      mac.update(text);
      mac.update(ByteBuffer.allocate(8).putLong(aad.length * 8L).array());
      byte[] tag = Arrays.copyOf(mac.doFinal(), 32);
      if (!Arrays.equals(tag, decoded(jwe.get("tag").asText()))) {
        throw new AssertionError("The tag is wrong");
      }
      Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
      aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, 32, 32, "AES"), new IvParameterSpec(iv));
      return JSON.readTree(aes.doFinal(text));
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertHeader(JsonNode header) {
    boolean isRight =
        header.path("alg").asText().equals("RSA-OAEP-256")
            && header.path("enc").asText().equals("A256CBC-HS512")
            && header.path("typ").asText().equals("JWE")
            && header.path("kid").asText().length() == 43;
    if (!isRight) {
      throw new AssertionError("The header is " + header);
    }
  }

  private static byte[] decoded(String base64) {
    return Base64.getUrlDecoder().decode(base64);
  }

  /** Stores a connected supervisor of this key; one that cannot be deleted by a call. */
  public Supervisor register(AccessRepositories repositories, String nodeId) {
    return repositories
        .supervisors()
        .insert(
            new Supervisor(
                0,
                "shop",
                nodeId,
                "sh",
                null,
                "https://api-sh.utilmeta.com/spv",
                "http://127.0.0.1:8274/ops",
                jwk(),
                "{\"kty\":\"RSA\"}",
                false,
                false,
                true,
                "{}",
                Instant.now(),
                Instant.now()));
  }

  /** Claims of a good token, with a new id, which a test may change. */
  public static Map<String, Object> claims(String nodeId, String scope) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", "https://api-sh.utilmeta.com");
    claims.put("nid", nodeId);
    claims.put("sub", "anna");
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now);
    claims.put("exp", now + 300);
    claims.put("scope", scope);
    return claims;
  }

  /** A token signed with RS256. */
  public String rs256(Map<String, Object> claims) {
    return sign("RS256", claims, "SHA256withRSA", null);
  }

  /** A token signed with PS256. */
  public String ps256(Map<String, Object> claims) {
    return sign(
        "PS256",
        claims,
        "RSASSA-PSS",
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
  }

  private String sign(
      String algorithm,
      Map<String, Object> claims,
      String jcaName,
      @Nullable PSSParameterSpec parameters) {
    try {
      String input = input(algorithm, claims);
      Signature signature = Signature.getInstance(jcaName);
      if (parameters != null) {
        signature.setParameter(parameters);
      }
      signature.initSign(pair.getPrivate());
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A token that says it needs no signature. */
  public static String unsigned(Map<String, Object> claims) {
    return input("none", claims) + ".";
  }

  /** A token signed with the public key as if that were a shared secret. */
  public String hs256WithPublicKey(Map<String, Object> claims) {
    try {
      String input = input("HS256", claims);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(jwk().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String input(String algorithm, Map<String, Object> claims) {
    return base64(json(Map.of("alg", algorithm, "typ", "JWT")).getBytes(StandardCharsets.UTF_8))
        + "."
        + base64(json(claims).getBytes(StandardCharsets.UTF_8));
  }

  private static String json(Map<String, ?> value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
