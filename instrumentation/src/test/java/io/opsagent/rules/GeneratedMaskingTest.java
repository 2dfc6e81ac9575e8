package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GeneratedMaskingTest {
  private static final int DOCUMENTS = 5_000;
  private static final Masking MASKING = new Masking(new SecretNames(MaskingKit.DEFAULT_NAMES));

  @Test
  void no_secret_of_a_generated_document_is_stored_and_nothing_else_is_lost()
      throws JsonProcessingException {
    int secrets = 0;
    int plains = 0;
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      GeneratedDocument document = new GeneratedDocument(seed);
      MaskedBody body = MASKING.mask(document.mediaType, document.text);

      assertThat(body.reason()).as("seed %d: %s", seed, document.text).isNull();
      String json = Objects.requireNonNull(body.json());
      JsonNode tree = MaskingKit.STRICT.readTree(json);
      assertThat(tree).isNotNull();
      for (String secret : document.secrets) {
        assertThat(json).as("seed %d: %s", seed, document.text).doesNotContain(secret);
      }
      for (String plain : document.plains) {
        assertThat(json).as("seed %d: %s", seed, document.text).contains(plain);
      }
      secrets += document.secrets.size();
      plains += document.plains.size();
    }
    assertThat(secrets).isGreaterThan(DOCUMENTS);
    assertThat(plains).isGreaterThan(DOCUMENTS);
  }

  @Test
  void no_secret_of_a_cut_document_is_stored() {
    Random random = new Random(99);
    int stored = 0;
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      GeneratedDocument document = new GeneratedDocument(seed);
      int at = random.nextInt(document.text.length());
      boolean structured = !document.mediaType.endsWith("urlencoded");
      String cut = document.text.substring(0, at);
      MaskedBody body = MASKING.mask(document.mediaType, cut);

      assertThat(body.json() == null).isEqualTo(body.reason() != null);
      if (body.json() != null) {
        stored++;
        for (String secret : document.secrets) {
          assertThat(body.json()).as("seed %d: %s", seed, cut).doesNotContain(secret);
        }
      } else if (structured && !cut.isBlank()) {
        assertThat(body.reason())
            .as("seed %d: %s", seed, cut)
            .isEqualTo(MaskedBody.Reason.TRUNCATED);
      }
    }
    assertThat(stored).isBetween(1, DOCUMENTS / 2);
  }

  @Test
  void a_document_that_is_cut_anywhere_keeps_its_secrets_and_shows_what_is_complete()
      throws JsonProcessingException {
    Random random = new Random(7);
    int stored = 0;
    int shown = 0;
    for (int seed = 0; seed < DOCUMENTS; seed++) {
      GeneratedDocument document = new GeneratedDocument(seed);
      int at = random.nextInt(document.text.length());
      String cut = document.text.substring(0, at);
      for (String type : new String[] {document.mediaType, "text/plain"}) {
        if (type.equals("text/plain") && !document.mediaType.equals("application/json")) {
          continue;
        }
        MaskedBody body = MASKING.mask(type, cut, true, StandardCharsets.UTF_8);
        String json = body.json();
        if (json == null) {
          continue;
        }
        stored++;
        assertThat(MaskingKit.STRICT.readTree(json).isMissingNode()).isFalse();
        for (String secret : document.secrets) {
          // Nor the beginning of one: the core of each has one of these.
          String core = secret.substring(0, secret.lastIndexOf('x') + 1);
          assertThat(json).as("seed %d: %s", seed, cut).doesNotContain(core);
        }
        for (String plain : document.plains) {
          shown += json.contains(plain) ? 1 : 0;
        }
      }
    }
    assertThat(stored).isGreaterThan(DOCUMENTS / 2);
    assertThat(shown).isGreaterThan(DOCUMENTS / 2);
  }

  @Test
  void a_list_of_settings_that_is_cut_anywhere_keeps_its_secrets() {
    String settings =
        "[{\"name\":\"a\",\"value\":\"PLAIN\"},{\"value\":\"SECRET1\",\"id\":7,\"name\":\"db.password\"},"
            + "{\"value\":{\"a\":[\"SECRET2\",{\"b\":\"SECRET3\"}]},\"id\":8,\"key\":\"api_key\"},"
            + "{\"key\":\"pwd\",\"value\":\"SECRET4\"}]";
    for (int at = 1; at <= settings.length(); at++) {
      String cut = settings.substring(0, at);
      MaskedBody body = MASKING.mask("application/json", cut, true, StandardCharsets.UTF_8);
      assertThat(Objects.requireNonNull(body.json())).as(cut).doesNotContain("SECRET");
    }
  }

  @Test
  void what_is_stored_of_random_json_is_what_a_strict_parser_takes() {
    String alphabet = "{}[]:,\"\\ntrue0123.-+eE \u00e9fals/u";
    Random random = new Random(3);
    int taken = 0;
    for (int round = 0; round < 200_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 1 + random.nextInt(10); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String source = round % 2 == 0 ? text.toString() : "[\"" + text + "]";
      if (source.isBlank()) {
        continue;
      }
      boolean stored = MASKING.mask("application/json", source).json() != null;
      assertThat(stored).as(source).isEqualTo(isJson(source));
      taken += stored ? 1 : 0;
    }
    assertThat(taken).isGreaterThan(500);
  }

  private static boolean isJson(String text) {
    try {
      return !MaskingKit.STRICT.readTree(text).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
