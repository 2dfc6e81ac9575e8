package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  @Test
  void objects_arrays_and_members_get_their_commas() {
    StringBuilder out = new StringBuilder("row=");
    new JsonWriter(out)
        .beginObject()
        .member("s", "x")
        .member("n", 12L)
        .member("d", 1.5)
        .member("b", true)
        .member("none", (String) null)
        .name("list")
        .beginArray()
        .value("a")
        .value(1L)
        .beginArray()
        .endArray()
        .beginObject()
        .endObject()
        .value(false)
        .raw("{\"r\":1}")
        .endArray()
        .name("inner")
        .beginObject()
        .member("x", Double.NaN)
        .member("y", Double.NEGATIVE_INFINITY)
        .endObject()
        .endObject();

    assertThat(out)
        .hasToString(
            "row={\"s\":\"x\",\"n\":12,\"d\":1.5,\"b\":true,\"none\":null,\"list\":[\"a\",1,[],{},false,"
                + "{\"r\":1}],\"inner\":{\"x\":null,\"y\":null}}");
  }

  @Test
  void texts_that_end_like_structure_do_not_confuse_the_commas() {
    StringBuilder out = new StringBuilder();
    new JsonWriter(out).beginArray().value("{").value("[").value(":").value(",").endArray();

    assertThat(out).hasToString("[\"{\",\"[\",\":\",\",\"]");
  }

  @Test
  void every_text_is_read_back_as_it_was_except_halves_of_surrogate_pairs()
      throws JsonProcessingException {
    Random random = new Random(17);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        int kind = random.nextInt(4);
        text.append(
            (char)
                (kind == 0
                    ? random.nextInt(128)
                    : kind == 1 ? 0xd800 + random.nextInt(0x800) : random.nextInt(0x10000)));
      }
      String json = MaskingKit.quote(text.toString());
      String utf8 = new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

      assertThat(utf8).isEqualTo(json);
      assertThat(json.chars().filter(c -> c < ' ' || c == 0x2028 || c == 0x2029)).isEmpty();
      assertThat(MaskingKit.STRICT.readTree(json).textValue()).isEqualTo(wholeCharacters(text));
    }
  }

  private static String wholeCharacters(CharSequence text) {
    return text.codePoints()
        .map(c -> c >= 0xd800 && c < 0xe000 ? 0xfffd : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
