package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds of every generated document. A failure names the seed, which makes the same document
 * again.
 */
class MaskingPropertiesTest extends MaskingKit {
  private static final int DOCUMENTS = 3_000;
  private static final int SMALL_CHARS = 32 * 1024;
  private static final int GROWTH = 8;

  private static String stored(String mediaType, String text) {
    return Objects.requireNonNull(DEFAULT.mask(mediaType, text).json(), text);
  }

  private static String plain(String json) throws JsonProcessingException {
    JsonNode tree = STRICT.readTree(json);
    return tree.isTextual() ? tree.textValue() : json;
  }

  @Test
  void what_is_masked_stays_as_it_is_when_it_is_masked_again() throws JsonProcessingException {
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      GeneratedDocument document = new GeneratedDocument(seed);
      boolean xml = document.mediaType.equals("application/xml");
      String type = xml ? document.mediaType : "application/json";
      String once = stored(document.mediaType, document.text);
      String twice = stored(type, xml ? plain(once) : once);

      // What was two texts beside each other is one now.
      assertThat(twice.replaceAll("(\\*{6})+", Masking.MASK))
          .as("seed %d: %s", seed, document.text)
          .isEqualTo(once.replaceAll("(\\*{6})+", Masking.MASK));
    }
  }

  @Test
  void json_keeps_its_structure_outside_of_what_is_masked() throws JsonProcessingException {
    int documents = 0;
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      GeneratedDocument document = new GeneratedDocument(seed);
      if (document.mediaType.equals("application/json")) {
        documents++;
        assertSame(
            "seed " + seed + ": " + document.text,
            STRICT.readTree(document.text),
            STRICT.readTree(stored(document.mediaType, document.text)));
      }
    }
    assertThat(documents).isGreaterThan(DOCUMENTS / 10);
  }

  private static void assertSame(String seed, JsonNode before, JsonNode after) {
    if (after.isTextual() && after.textValue().equals(Masking.MASK)) {
      return;
    }
    assertThat(after.getNodeType()).as(seed).isEqualTo(before.getNodeType());
    assertThat(after).as(seed).hasSameSizeAs(before);
    if (before.isObject()) {
      Iterator<Map.Entry<String, JsonNode>> members = before.fields();
      while (members.hasNext()) {
        Map.Entry<String, JsonNode> member = members.next();
        assertThat(after.has(member.getKey())).as(seed).isTrue();
        assertSame(seed, member.getValue(), after.get(member.getKey()));
      }
    } else if (before.isArray()) {
      for (int i = 0; i < before.size(); i++) {
        assertSame(seed, before.get(i), after.get(i));
      }
    } else {
      assertThat(after).as(seed).isEqualTo(before);
    }
  }

  @Test
  void a_malformed_document_shows_no_secret_whatever_type_it_is_sent_as() {
    Random random = new Random(5);
    int stored = 0;
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      GeneratedDocument document = new GeneratedDocument(seed);
      // What stands in front of JSON leaves only the scan, which is no proof.
      boolean isJson = document.mediaType.contains("json");
      String text = malformed(document.text, isJson ? random.nextInt(2) : random.nextInt(6));
      for (String type : new String[] {document.mediaType, "text/plain", "text/html", ""}) {
        boolean sentAsWhatItIs = type.equals(document.mediaType);
        // Lines, or elements in a secret element that nobody closes: that takes their own reader.
        if (!sentAsWhatItIs
            && (document.mediaType.endsWith("ndjson") || document.mediaType.contains("xml"))) {
          continue;
        }
        for (boolean cut : new boolean[] {false, true}) {
          String json = DEFAULT.mask(type, text, cut, StandardCharsets.UTF_8).json();
          if (json != null) {
            stored++;
            for (String secret : document.secrets) {
              assertThat(json).as("seed %d as %s: %s", seed, type, text).doesNotContain(secret);
            }
          }
        }
      }
    }
    assertThat(stored).isGreaterThan(DOCUMENTS);
  }

  private static String malformed(String text, int how) {
    switch (how) {
      case 0:
        return text + ",";
      case 1:
        return text + "}";
      case 2:
        return ")]}',\n" + text;
      case 3:
        return "\ufeff\ufeff" + text;
      case 4:
        return "while(1);" + text + "\n</b>";
      default:
        return text.substring(0, text.length() - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<pwd>x",
        "<pwd><b>x</c>",
        "<pwd>x</pwd>",
        "pwd=",
        "pwd: [",
        "pwd%3D",
        "%25",
        "://a:b/",
        "://a:b@",
        "Cookie: a=b; ",
        "Authorization: Digest a=\"b\", ",
        "(pwd)=(",
        "[pwd]=",
        "name=pwd value=",
        "rejected value [",
        "on 'pwd': rejected value [x] ",
        "jdbc:oracle:thin:a/b",
        "pass&#119;ord=",
        "pass\\u0077ord:",
        "/a=b;",
        "a=b;c&",
        "<name>pwd</name><value>",
        "{\"value\":1,",
        "\"http://a:b@c\":1,",
        "<!-- http://a:b@c -->",
        "pa_ss-wo.rd",
        "p_",
        "))",
        "]]"
      })
  void the_work_grows_with_the_text_and_no_faster(String piece) {
    // Eight times the text: linear is 8, quadratic 64.
    double small = Math.max(millis(piece, SMALL_CHARS), 4);
    assertThat(millis(piece, SMALL_CHARS * GROWTH)).isLessThan(small * GROWTH * 4);
  }

  /** The processor's time of the fastest of three runs; the machine may be busy. */
  private static double millis(String piece, int chars) {
    String text = piece.repeat(chars / piece.length());
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      DEFAULT.maskText(text);
      DEFAULT.maskCutText(text);
      DEFAULT.maskUrl("https://h/" + text);
      DEFAULT.maskQuery(text);
      DEFAULT.headerValue("x", text);
      DEFAULT.mask("text/plain", text, true, StandardCharsets.UTF_8);
      DEFAULT.mask("text/html", "<p>" + text);
      DEFAULT.mask("application/json", "{" + text, true, StandardCharsets.UTF_8);
      DEFAULT.mask("application/json", "[" + quote("{\"password\":" + text) + "]");
      DEFAULT.mask("text/xml", "<a>" + text + "</a>", true, StandardCharsets.UTF_8);
      best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
    }
    return best / 1e6;
  }
}
