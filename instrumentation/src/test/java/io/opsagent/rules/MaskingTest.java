package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest extends MaskingKit {
  private static final int LARGE_CHARS = 1024 * 1024;

  @Test
  void a_form_is_decoded_by_its_charset() {
    MaskedBody body =
        DEFAULT.mask(
            "application/x-www-form-urlencoded", "a=%A4%e9", false, Charset.forName("ISO-8859-15"));
    assertThat(body.json()).isEqualTo("{\"a\":\"€é\"}");
  }

  @Test
  void what_needs_no_masking_is_not_copied() {
    String url = "https://x/a?q=1";
    assertThat(DEFAULT.maskUrl(url)).isSameAs(url);
    assertThat(DEFAULT.maskQuery("a=1&b").length()).isEqualTo(5);
    assertThat(DEFAULT.headerValue("Host", url)).isSameAs(url);
  }

  @Test
  void a_field_is_masked_by_its_name_or_as_a_url() {
    assertThat(DEFAULT.fieldValue("api_key", "x")).isEqualTo("******");
    assertThat(DEFAULT.fieldValue("api_key", "")).isEmpty();
    assertThat(DEFAULT.fieldValue("link", "/a?pwd=1")).isEqualTo("/a?pwd=******");
    assertThat(DEFAULT.fieldValue("city", "Bern")).isEqualTo("Bern");
  }

  /** One repeated piece for each loop that could look too far ahead or nest too deep. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/?a=",
        "a=1&",
        "a&",
        ";a",
        "/;",
        "&",
        "?u=https%3A//x/",
        "%2",
        "%41",
        "a=/b?c=",
        "<a ",
        "<a>",
        "{\"value\":[",
        "{\"a\":",
        "[",
        "\"\\u0041",
        "{\"name\":\"pwd\",\"value\":1},",
        "&amp;",
        "&#",
        "<a \"",
        "<a '>",
        "pwd=[",
        "pwd='",
        "\\\"",
        "<pwd>",
        "pwd:\"\\",
        "<!--",
        "<!-- pwd -->",
        "<![CDATA[",
        "1"
      })
  void hostile_texts_of_one_megabyte_take_linear_time_and_never_throw(String piece) {
    String text = piece.repeat(LARGE_CHARS / piece.length());
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          DEFAULT.maskQuery(text);
          DEFAULT.maskUrl("https://x/" + text);
          DEFAULT.maskUrl("/" + text);
          DEFAULT.queryJson(text);
          DEFAULT.headerValue("x", text);
          for (String type :
              List.of("application/json", "application/x-ndjson", "text/xml", "", "text/html")) {
            DEFAULT.mask(type, text);
            DEFAULT.mask(type, text, true, StandardCharsets.UTF_8);
          }
          DEFAULT.mask("text/html", "<p>" + text);
          DEFAULT.mask("text/plain", "password: " + text);
          DEFAULT.mask("application/x-www-form-urlencoded", "a=" + text);
          DEFAULT.mask("application/json", "[" + quote("<x password='" + text) + "]");
          DEFAULT.mask("application/json", "[" + quote("{\"password\":" + text) + "]");
          DEFAULT.mask("text/xml", "<a>" + text + "</a>");
        });
  }
}
