package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {
  private final SecretNames names = new SecretNames(MaskingKit.DEFAULT_NAMES);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password", "PASSWORD", "userPassword2", "api_key", "API_KEY", "X-Api-Key", "x.api.key",
            "api key",
        "apiKey", "APIKey", "accessToken", "session1Token", "sessionId", "JSESSIONID", "Set-Cookie",
            "ключ_key"
      })
  void these_keys_are_secret(String key) {
    assertThat(names.matches(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "p",
        "token",
        "key",
        "Key",
        "monkey",
        "tokens",
        "APIKEY",
        "pass",
        "word",
        "keyboard_layout",
        "_toke"
      })
  void these_keys_are_not(String key) {
    assertThat(names.matches(key)).isFalse();
  }

  @Test
  void empty_names_make_nothing_secret() {
    assertThat(new SecretNames(List.of("", "")).matches("password")).isFalse();
    assertThat(new SecretNames(List.of()).matches("password")).isFalse();
  }

  @Test
  void every_key_that_is_secret_by_the_rule_of_the_protocol_is_secret() {
    Random random = new Random(1);
    String alphabet = "_keytoknpwdPWDKEYé-İ";
    int secret = 0;
    for (int round = 0; round < 50_000; round++) {
      StringBuilder key = new StringBuilder();
      for (int i = random.nextInt(9); i >= 0; i--) {
        key.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String lowerCase = key.toString().toLowerCase(Locale.ROOT);
      boolean byRule = MaskingKit.DEFAULT_NAMES.stream().anyMatch(lowerCase::contains);
      if (byRule) {
        secret++;
        assertThat(names.matches(key.toString())).as(key.toString()).isTrue();
      }
    }
    assertThat(secret).isGreaterThan(100);
  }

  @Test
  void a_name_is_found_wherever_it_stands_and_however_it_is_written() {
    Random random = new Random(7);
    List<String> many = new ArrayList<>(MaskingKit.DEFAULT_NAMES);
    many.addAll(List.of("__x", "a_", "_", "-pin", "k", "secret_sauce", "verylongname", "ключ"));
    List<SecretNames> alone = many.stream().map(name -> new SecretNames(List.of(name))).toList();
    SecretNames together = new SecretNames(many);
    for (int round = 0; round < 50_000; round++) {
      int which = random.nextInt(many.size());
      String name = many.get(which);
      String written = written(name, random);
      String key = filling(random) + "0" + written + filling(random);
      assertThat(alone.get(which).matches(key)).as(name + " in " + key).isTrue();
      assertThat(together.matches(key)).as(key).isTrue();
    }
  }

  /** An underscore as any of its kind, and one such sign within a long name. */
  private static String written(String name, Random random) {
    StringBuilder text = new StringBuilder();
    int split = name.length() >= 8 ? 1 + random.nextInt(name.length() - 1) : -1;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i == split && c != '_' && name.charAt(i - 1) != '_') {
        text.append("_-. ".charAt(random.nextInt(4)));
      }
      boolean isHump =
          c == '_'
              && (i == 0 || Character.isLowerCase(name.charAt(i - 1)))
              && i + 1 < name.length()
              && Character.isLowerCase(name.charAt(i + 1));
      if (isHump && name.charAt(i + 1) < 128 && random.nextBoolean()) {
        text.append(Character.toUpperCase(name.charAt(++i)));
      } else {
        text.append(c == '_' ? "_-. ".charAt(random.nextInt(4)) : c);
      }
    }
    return text.toString();
  }

  private static String filling(Random random) {
    String alphabet = "abkKpP_ .-09\u00e9\u0000\n";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
