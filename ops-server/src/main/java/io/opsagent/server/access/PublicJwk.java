package io.opsagent.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key as supervisors hand it out: a JWK as JSON, or base64 of that (operations-api.md
 * 4.3). Immutable.
 */
public final class PublicJwk {
  /** Longest text of a key, characters. */
  public static final int MAX_CHARS = 16 * 1024;

  private final JWK key;

  private PublicJwk(JWK key) {
    this.key = key;
  }

  /** The key in a text of either form; only its public part is kept. Empty for anything else. */
  public static Optional<PublicJwk> parse(@Nullable String text) {
    if (text == null || text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    try {
      String stripped = text.strip();
      String json = stripped.startsWith("{") ? stripped : decoded(stripped);
      JWK publicKey = JWK.parse(json).toPublicJWK();
      return publicKey == null ? Optional.empty() : Optional.of(new PublicJwk(publicKey));
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String base64) {
    String plain = base64.replace('-', '+').replace('_', '/').replace("=", "");
    return new String(Base64.getDecoder().decode(plain), StandardCharsets.UTF_8);
  }

  /** Whether both texts are the same key, whatever the order of members and the form. */
  public static boolean isSame(String one, String other) {
    if (Secret.isSame(one, other)) {
      return true;
    }
    Optional<String> print = parse(one).flatMap(PublicJwk::thumbprint);
    Optional<String> otherPrint = parse(other).flatMap(PublicJwk::thumbprint);
    return print.isPresent()
        && otherPrint.isPresent()
        && Secret.isSame(print.get(), otherPrint.get());
  }

  /** The key as JSON. */
  public String json() {
    return key.toJSONString();
  }

  /** The key to encrypt to; empty if it is no RSA key. */
  Optional<RSAKey> rsa() {
    return key instanceof RSAKey rsa ? Optional.of(rsa) : Optional.empty();
  }

  /** RFC 7638 with SHA-256. */
  Optional<String> thumbprint() {
    try {
      return Optional.of(key.computeThumbprint().toString());
    } catch (JOSEException e) {
      return Optional.empty();
    }
  }
}
