package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelAndTrafficTest {

  @ParameterizedTest
  @CsvSource({
    "0, ERROR",
    "100, INFO",
    "200, INFO",
    "399, INFO",
    "400, WARN",
    "499, WARN",
    "500, ERROR",
    "599, ERROR"
  })
  void the_level_follows_from_the_status(int status, Level level) {
    assertThat(Level.ofStatus(status)).isEqualTo(level);
  }

  @Test
  void levels_are_ordered() {
    assertThat(Level.values()).containsExactly(Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR);
    assertThat(Level.ERROR.atLeast(Level.WARN)).isTrue();
    assertThat(Level.WARN.atLeast(Level.WARN)).isTrue();
    assertThat(Level.INFO.atLeast(Level.WARN)).isFalse();
  }

  @Test
  void bytes_in_are_those_of_the_formula() {
    long headers = Traffic.header("Host", "x") + Traffic.header("Accept", "*/*");

    assertThat(headers).isEqualTo(4 + 1 + 4 + 6 + 3 + 4);
    assertThat(Traffic.in("POST", "/a", "b=1", 100, headers))
        .isEqualTo(12 + "/a?b=1".length() + 4 + 100 + headers);
    assertThat(Traffic.in("GET", "/", null, -1, 0)).isEqualTo(12 + 1 + 3);
  }

  @Test
  void bytes_out_are_those_of_the_formula() {
    assertThat(Traffic.out(200, "OK", 100, 7)).isEqualTo(12 + 3 + 2 + 100 + 7);
    assertThat(Traffic.out(404, null, -1, 0)).isEqualTo(12 + 3);
    assertThat(Traffic.out(0, null, 100, 7)).isZero();
  }
}
