package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCharsetTest {

  private static String text(@Nullable String type, byte[] bytes, boolean cut) {
    return BodyCharset.decode(bytes, BodyCharset.of(type, bytes, cut), cut);
  }

  private static byte[] in(String charset, String text) {
    return text.getBytes(Charset.forName(charset));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain; charset=ISO-8859-15 | ISO-8859-15",
        "text/plain; charset=\"windows-1252\" | windows-1252",
        "application/json; charset=ISO-8859-15 | ISO-8859-15",
        "application/json; charset=utf-8 | UTF-8",
        "text/html;CHARSET=utf-16 | UTF-16",
        "application/json | UTF-8",
        "text/plain | UTF-8",
        "text/xml | UTF-8",
        "application/x-www-form-urlencoded | UTF-8",
        "text/plain; charset=no-such | UTF-8",
        "text/plain; charset=%$& | UTF-8",
      })
  void a_text_is_read_by_its_parameter_or_as_usual(String type, String charset) {
    assertThat(text(type, in(charset, "10 €"), false)).isEqualTo("10 €");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void json_and_texts_are_read_by_order_mark_and_zeros(String charset) {
    String json = "{\"a\":\"€\"}";
    assertThat(text("application/json", in(charset, json), false)).isEqualTo(json);
    assertThat(text("application/problem+json", in(charset, "\ufeff" + json), false))
        .isEqualTo(json);
    assertThat(text("text/plain", in(charset, "\ufeff" + json), false)).isEqualTo(json);
    assertThat(text("text/xml", in(charset, "<a>€</a>"), false)).isEqualTo("<a>€</a>");
  }

  @Test
  void xml_and_html_name_their_charset_themselves() {
    String xml = "<?xml version=\"1.0\" encoding='ISO-8859-15'?><a>€</a>";
    assertThat(text("application/soap+xml", in("ISO-8859-15", xml), false)).isEqualTo(xml);
    String html = "<html><meta name=a><META charset=\"ISO-8859-15\"><p>€";
    assertThat(text("text/html", in("ISO-8859-15", html), false)).isEqualTo(html);
    String old = "<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'><p>€";
    assertThat(text("text/html", in("windows-1252", old), false)).isEqualTo(old);
    String wrong = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>€</a>";
    assertThat(text("text/xml", in("UTF-8", wrong), false)).isEqualTo(wrong);
  }

  @Test
  void a_form_says_it_in_a_field() {
    byte[] form = in("UTF-8", "a=%A4&_charset_=ISO-8859-15&b=1");
    assertThat(BodyCharset.of("application/x-www-form-urlencoded", form, false))
        .isEqualTo(Charset.forName("ISO-8859-15"));
    byte[] first = in("UTF-8", "_charset_=ISO-8859-15");
    assertThat(BodyCharset.of("application/x-www-form-urlencoded", first, false))
        .isEqualTo(Charset.forName("ISO-8859-15"));
  }

  @Test
  void a_text_that_is_not_utf_8_is_latin_1() {
    byte[] latin1 = in("ISO-8859-1", "Zürich");
    assertThat(text("text/plain", latin1, false)).isEqualTo("Zürich");
    assertThat(text("text/html", latin1, false)).isEqualTo("Zürich");
    assertThat(text(null, latin1, false)).isEqualTo("Zürich");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "Shift_JIS", "GB18030"})
  void a_character_that_is_cut_is_left_out(String charset) {
    String text = "日本語";
    byte[] bytes = in(charset, text);
    String type = "text/plain; charset=" + charset;
    for (int length = 1; length <= bytes.length; length++) {
      String read = text(type, Arrays.copyOf(bytes, length), true);
      assertThat(text).startsWith(read);
    }
    assertThat(text(type, bytes, true)).isEqualTo(text);
  }

  @Test
  void half_a_character_at_the_cut_does_not_make_it_latin_1() {
    byte[] bytes = in("UTF-8", "Preis: 10 €");
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    assertThat(text("text/plain", cut, true)).isEqualTo("Preis: 10 ");
    assertThat(BodyCharset.isUtf8(cut, false)).isFalse();
  }

  @Test
  void what_is_malformed_is_replaced() {
    byte[] bytes = {'"', (byte) 0xff, '"'};
    assertThat(text("application/json", bytes, false)).isEqualTo("\"\ufffd\"");
    assertThat(new String(bytes, StandardCharsets.UTF_8)).hasSize(3);
  }
}
