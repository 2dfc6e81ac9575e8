package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

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
}
