package io.opsagent.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the families of the masking contract share (operations-api.md 6.5): the names, which are the
 * default ones unless a case says otherwise, and how the implementation is called.
 */
abstract class MaskingKit {
  static final List<String> DEFAULT_NAMES =
      List.of(
          "password",
          "secret",
          "dsn",
          "sessionid",
          "pwd",
          "passphrase",
          "cookie",
          "authorization",
          "_token",
          "_key");

  /** A mapper that takes nothing that RFC 8259 does not. */
  static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);

  static Masking masking(List<String> names) {
    return new Masking(new SecretNames(names));
  }

  static final Masking DEFAULT = masking(DEFAULT_NAMES);

  static String query(List<String> names, @Nullable String rawQuery) {
    return masking(names).maskQuery(rawQuery);
  }

  static String queryJson(List<String> names, @Nullable String rawQuery) {
    return masking(names).queryJson(rawQuery);
  }

  static String url(List<String> names, String url) {
    return masking(names).maskUrl(url);
  }

  static String header(List<String> names, String name, String value) {
    return masking(names).headerValue(name, value);
  }

  static MaskedBody body(List<String> names, String mediaType, String text) {
    return masking(names).mask(mediaType, text);
  }

  static MaskedBody cutBody(String mediaType, String text) {
    return DEFAULT.mask(mediaType, text, true, StandardCharsets.UTF_8);
  }

  static String quote(String text) {
    StringBuilder json = new StringBuilder();
    new JsonWriter(json).value(text);
    return json.toString();
  }
}
