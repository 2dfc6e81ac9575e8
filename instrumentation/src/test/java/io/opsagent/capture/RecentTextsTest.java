package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentTextsTest {
  private final RecentTexts texts = new RecentTexts();

  private String of(String text) {
    byte[] buffer = ("GET " + text + " HTTP").getBytes(StandardCharsets.ISO_8859_1);
    return texts.of(buffer, 4, text.length());
  }

  @Test
  void a_text_that_comes_again_is_the_same_object() {
    String first = of("Mozilla/5.0 (X11; Linux x86_64)");

    assertThat(first).isEqualTo("Mozilla/5.0 (X11; Linux x86_64)");
    assertThat(of("Mozilla/5.0 (X11; Linux x86_64)")).isSameAs(first);
  }

  @Test
  void texts_that_differ_in_one_character_only_are_told_apart() {
    String text = "x".repeat(200);
    for (int i = 0; i < text.length(); i++) {
      String other = text.substring(0, i) + 'y' + text.substring(i + 1);
      assertThat(of(text)).isEqualTo(text);
      assertThat(of(other)).isEqualTo(other);
    }
  }

  @Test
  void more_texts_than_there_are_places_all_come_out_as_they_are() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      char[] chars = new char[random.nextInt(40)];
      for (int at = 0; at < chars.length; at++) {
        chars[at] = (char) random.nextInt(256);
      }
      String text = new String(chars);
      assertThat(of(text)).isEqualTo(text);
    }
  }

  @Test
  void what_is_longer_than_the_bound_is_not_kept() {
    String text = "x".repeat(513);

    assertThat(of(text)).isEqualTo(text).isNotSameAs(of(text));
  }
}
