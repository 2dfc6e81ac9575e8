package io.opsagent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {
  private static final String SESSION_A = "0123456789ABCDEF0123456789ABCDEF";
  private static final String SESSION_B = "FEDCBA9876543210FEDCBA9876543210";

  private final AnswerComparison comparison = AnswerComparison.strict();

  @Test
  void dates_and_session_ids_may_differ() {
    RawAnswer without =
        answer(
            "id " + SESSION_A,
            "Date: Sat, 21 Nov 2026 20:56:00 GMT",
            "Set-Cookie: JSESSIONID=" + SESSION_A + "; Path=/examples");
    RawAnswer with =
        answer(
            "id " + SESSION_B,
            "Date: Sat, 21 Nov 2026 20:57:01 GMT",
            "Set-Cookie: JSESSIONID=" + SESSION_B + "; Path=/examples");
    assertThat(comparison.difference(without, with)).isEmpty();
  }

  @Test
  void a_date_that_is_no_date_differs() {
    assertThat(
            comparison.difference(
                answer("x", "Date: Sat, 21 Nov 2026 20:56:00 GMT"), answer("x", "Date: today")))
        .hasValueSatisfying(difference -> assertThat(difference).contains("+ Date: today"));
  }

  @Test
  void one_changed_byte_of_a_body_is_found_and_shown() {
    assertThat(comparison.difference(answer("a\nb\nc"), answer("a\nB\nc")))
        .hasValueSatisfying(
            difference ->
                assertThat(difference).contains("body differs from line 2", "- b", "+ B"));
  }

  @Test
  void bytes_outside_of_ascii_are_compared_one_by_one() {
    assertThat(
            comparison.difference(
                answer(new byte[] {(byte) 0xc3, (byte) 0xa4}),
                answer(new byte[] {(byte) 0xc3, (byte) 0xa5})))
        .hasValueSatisfying(
            difference -> assertThat(difference).contains("\\xc3\\xa4", "\\xc3\\xa5"));
  }

  @Test
  void line_ends_and_missing_last_lines_are_differences() {
    assertThat(comparison.difference(answer("a\r\nb"), answer("a\nb"))).isPresent();
    assertThat(comparison.difference(answer("a\nb"), answer("a"))).isPresent();
  }

  @Test
  void an_added_header_another_order_and_another_letter_case_are_differences() {
    assertThat(comparison.difference(answer("x", "A: 1"), answer("x", "A: 1", "X-Agent: 1")))
        .hasValueSatisfying(difference -> assertThat(difference).contains("+ X-Agent: 1"));
    assertThat(comparison.difference(answer("x", "A: 1", "B: 2"), answer("x", "B: 2", "A: 1")))
        .isPresent();
    assertThat(comparison.difference(answer("x", "Allow: GET"), answer("x", "allow: GET")))
        .isPresent();
  }

  @Test
  void another_status_line_and_a_cut_answer_are_differences() {
    RawAnswer good = answer("x");
    RawAnswer renamed =
        new RawAnswer(List.of(), "HTTP/1.1 200 OK", List.of(), good.body(), List.of(), true);
    RawAnswer cut =
        new RawAnswer(List.of(), good.statusLine(), List.of(), good.body(), List.of(), false);
    assertThat(comparison.difference(good, renamed)).isPresent();
    assertThat(comparison.difference(good, cut)).isPresent();
  }

  @Test
  void a_length_may_differ_only_where_a_normaliser_changed_the_body() {
    AnswerComparison times = comparison.with(Normaliser.of("\\d+ ms", "<ms>"));
    assertThat(
            times.difference(
                answer("7 ms", "Content-Length: 4"), answer("12 ms", "Content-Length: 5")))
        .isEmpty();
    assertThat(
            times.difference(
                answer("7 ms", "Content-Length: 4"), answer("12 ms", "Content-Length: 4")))
        .isPresent();
    assertThat(times.difference(answer("x", "Content-Length: 1"), answer("x", "Content-Length: 2")))
        .isPresent();
  }

  @Test
  void a_failed_assertion_names_the_exchange() {
    assertThatThrownBy(() -> comparison.assertSame("GET /a", answer("x"), answer("y")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("GET /a");
  }

  private static RawAnswer answer(String body, String... headers) {
    return answer(body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private static RawAnswer answer(byte[] body, String... headers) {
    List<RawHeader> parsed = new ArrayList<>();
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      parsed.add(new RawHeader(parts[0], parts[1]));
    }
    return new RawAnswer(List.of(), "HTTP/1.1 200", parsed, body, List.of(), true);
  }
}
