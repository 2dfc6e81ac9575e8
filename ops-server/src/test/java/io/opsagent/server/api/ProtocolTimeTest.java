package io.opsagent.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of callers (operations-api.md 2.5). */
class ProtocolTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1767254400|2026-01-01T08:00:00Z",
        "1767254400.5|2026-01-01T08:00:00.5Z",
        "1767254400123|2026-01-01T08:00:00.123Z",
        "1767254400123.25|2026-01-01T08:00:00.123250Z",
        "1767254400123456|2026-01-01T08:00:00.123456Z",
        "1767254400123456789|2026-01-01T08:00:00.123456789Z",
        "20000000000|2603-10-11T11:33:20Z",
        "20000000001|1970-08-20T11:33:20.001Z",
        "0|1970-01-01T00:00:00Z",
        "-1.5|1969-12-31T23:59:58.5Z",
        "2026-01-01|2026-01-01T00:00:00Z",
        "2026-01-01T08:00|2026-01-01T08:00:00Z",
        "2026-01-01 08:00:01.25|2026-01-01T08:00:01.25Z",
        "2026-01-01T08:00:01,25z|2026-01-01T08:00:01.25Z",
        "2026-01-01T08:00:00+02:00|2026-01-01T06:00:00Z",
        "2026-01-01T08:00:00 02:00|2026-01-01T06:00:00Z",
        "2026-01-01T08:00:00-0530|2026-01-01T13:30:00Z",
        "2026-01-01T08:00:00+02|2026-01-01T06:00:00Z",
        "Thu, 01 Jan 2026 08:00:00 GMT|2026-01-01T08:00:00Z",
        "Thu, 01 Jan 2026 08:00:00 +0200|2026-01-01T06:00:00Z",
        "Thursday, 01-Jan-26 08:00:00 GMT|2026-01-01T08:00:00Z",
        "Thu Jan  1 08:00:00 2026|2026-01-01T08:00:00Z"
      })
  void every_accepted_form_is_read(String text, Instant expected) {
    assertThat(ProtocolTime.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "1e9",
        "NaN",
        "0x10",
        "2026-1-1",
        "2026-01-32",
        "2026-01-01T24:00",
        "2026-01-01T08:00:60",
        "2026-01-01T08:00:00+19:00",
        "2026-01-01T08",
        "Fri, 01 Jan 2026 08:00:00 GMT",
        "1234567890123456789012345678901"
      })
  void anything_else_is_not(String text) {
    assertThat(ProtocolTime.parse(text)).isEmpty();
  }

  @Test
  void times_are_sent_with_six_decimals() {
    assertThat(ProtocolTime.toSeconds(Instant.parse("2026-01-01T08:00:00.123456789Z")))
        .hasToString("1767254400.123456");
    assertThat(ProtocolTime.toSeconds(Instant.EPOCH)).hasToString("0.000000");
    assertThat(ProtocolTime.toSeconds(Instant.parse("1969-12-31T23:59:59.5Z")))
        .hasToString("-0.500000");
  }
}
