package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to write a secret name, in every place where a name can stand. */
class OddNamesMaskingTest extends MaskingKit {
  private static final String SECRET = "hunter2";

  private static void assertHidden(String place, String shown) {
    assertThat(shown).as(place).doesNotContain(SECRET).contains("******");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "Password",
        "PASSWORD",
        "userPassword",
        "pass_word",
        "pass-word",
        "PASS_WORD",
        "db.password",
        "x-api-key",
        "apiKey",
        "API_KEY",
        "access_token",
        "refreshToken",
        "session_id",
        "JSESSIONID",
        "client-secret",
        "dsn",
        "pwd2",
        "Proxy-Authorization",
        "pass.phrase"
      })
  void a_name_is_secret_however_it_is_spelled(String name) {
    String pair = name + "=" + SECRET;
    assertHidden("query", DEFAULT.maskQuery("a=1&" + pair));
    assertHidden("query object", DEFAULT.queryJson(pair));
    assertHidden("URL", DEFAULT.maskUrl("https://h/a?" + pair));
    assertHidden("path parameter", DEFAULT.maskUrl("/a;" + pair + "/b"));
    assertHidden("fragment", DEFAULT.maskUrl("/a#" + pair));
    assertHidden("header", DEFAULT.headerValue(name, SECRET));
    assertHidden("Referer", DEFAULT.headerValue("Referer", "https://h/?" + pair));
    assertHidden("message", DEFAULT.maskText("failed, " + pair + " was wrong"));
    assertHidden("message with a colon", DEFAULT.maskText("failed, " + name + ": " + SECRET));
    assertHidden("quoted", DEFAULT.maskText("{'" + name + "':'" + SECRET + "'}"));
    assertHidden("form", stored("application/x-www-form-urlencoded", pair + "&a=1"));
    assertHidden("JSON", stored("application/json", "{\"" + name + "\":\"" + SECRET + "\"}"));
    assertHidden("list", stored("application/json", "{\"" + name + "\":[1,\"" + SECRET + "\"]}"));
    assertHidden(
        "object", stored("application/json", "{\"" + name + "\":{\"a\":\"" + SECRET + "\"}}"));
    assertHidden("element", stored("text/xml", "<" + name + ">" + SECRET + "</" + name + ">"));
    assertHidden("attribute", stored("text/xml", "<a " + name + "='" + SECRET + "'/>"));
    assertHidden("setting", stored("text/xml", "<a name='" + name + "' value='" + SECRET + "'/>"));
    assertHidden("YAML in text", stored("text/plain", name + ": \"" + SECRET + "\""));
    assertHidden(
        "field of a page",
        stored("text/html", "<br><input name=" + name + " value=" + SECRET + ">"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"token", "key", "pass", "user", "fields_name", "words_number", "id", "monkey"})
  void other_names_are_not(String name) {
    String pair = name + "=" + SECRET;
    assertThat(DEFAULT.maskQuery(pair)).isEqualTo(pair);
    assertThat(DEFAULT.maskText(pair)).isEqualTo(pair);
    assertThat(DEFAULT.headerValue(name, SECRET)).isEqualTo(SECRET);
    assertThat(stored("application/json", "{\"" + name + "\":\"" + SECRET + "\"}"))
        .isEqualTo("{\"" + name + "\":\"" + SECRET + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass\\u0077ord", "\\u0070\\u0061\\u0073\\u0073word", "api\\u005fkey"})
  void escapes_of_json_hide_no_name(String name) {
    String document = "{\"" + name + "\":\"" + SECRET + "\"}";
    assertHidden("JSON", stored("application/json", document));
    assertHidden("JSON with a byte order mark", stored("application/json", "\ufeff" + document));
    assertHidden("lines", stored("application/x-ndjson", document + "\n" + document));
    assertHidden("in a text", stored("application/json", "[" + quote(document) + "]"));
    assertHidden("as text", stored("text/plain", document));
    assertHidden("malformed, as text", stored("text/plain", document + "}"));
    assertHidden("message", DEFAULT.maskText("cannot read " + document));
    assertHidden(
        "cut",
        Objects.requireNonNull(
            DEFAULT.mask("text/plain", document + ",", true, StandardCharsets.UTF_8).json()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%70assword", "pass%77ord", "api%5Fkey", "api%5fkey", "%2570assword"})
  void percent_encoding_hides_no_name(String name) {
    String pair = name + "=" + SECRET;
    assertHidden("query", DEFAULT.maskQuery(pair));
    assertHidden("URL", DEFAULT.maskUrl("/a?" + pair));
    assertHidden("path", DEFAULT.maskUrl("/a;" + pair));
    assertHidden("Location", DEFAULT.headerValue("Location", "cb?" + pair));
    assertHidden("other header", DEFAULT.headerValue("X-Original-Uri", "cb?" + pair));
    assertHidden("form", stored("application/x-www-form-urlencoded", pair + "&a=1"));
    assertHidden("message", DEFAULT.maskText("GET /a?" + pair + " failed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass&#119;ord", "pass&#x77;ord", "&#112;assword"})
  void references_of_xml_hide_no_name(String name) {
    String element = "<p name='" + name + "' value='" + SECRET + "'/>";
    assertHidden("XML", stored("text/xml", element));
    assertHidden("XML as text", stored("text/plain", element));
    assertHidden(
        "page", stored("text/html", "<br><input name='" + name + "' value='" + SECRET + "'>"));
    assertHidden("in JSON", stored("application/json", "[" + quote(element) + "]"));
    assertHidden(
        "element",
        stored("text/xml", "<p><name>" + name + "</name><value>" + SECRET + "</value></p>"));
  }

  private static String stored(String mediaType, String text) {
    MaskedBody body = DEFAULT.mask(mediaType, text);
    return Objects.requireNonNull(body.json(), () -> mediaType + " " + text + ": " + body);
  }
}
