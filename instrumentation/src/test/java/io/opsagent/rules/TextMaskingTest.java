package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextMaskingTest {
  private final Masking masking =
      new Masking(
          new SecretNames(
              Arrays.asList("password", "pwd", "authorization", "sessionid", "_token", "_key")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cannot connect with password=x1 to db | cannot connect with password=****** to db",
        "jdbc:mysql://h/d?user=a&password=x1&ssl=1 | jdbc:mysql://h/d?user=a&password=******&ssl=1",
        "Server=h;Password=x1;Pooling=true | Server=h;Password=******;Pooling=true",
        "api_key: x1, next | api_key: ******, next",
        "{\"password\":\"x 1\",\"a\":1} | {\"password\":\"******\",\"a\":1}",
        "{\\\"password\\\":\\\"x1\\\"} | {\\\"password\\\":\\\"******\\\"}",
        "curl -H 'Authorization: Bearer x1' h | curl -H 'Authorization: ******' h",
        "Authorization: Basic x1 was refused | Authorization: ****** was refused",
        "connect to redis://user:x@1@h:1/0 failed | connect to redis://******@h:1/0 failed",
        "0;url=http://h/y?access_token=x1 | 0;url=http://h/y?access_token=******",
        "password= | password=",
        "{\"password\":\"\",\"user\":\"b\"} | {\"password\":\"\",\"user\":\"b\"}",
      })
  void what_stands_behind_a_secret_name_is_masked(String text, String masked) {
    assertThat(masking.maskText(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the password is wrong",
        "No value for key: 7",
        "see http://example.org/a:b@c and mail@example.org",
        "user=a, id: 5",
        "=x",
      })
  void other_prose_stays_as_it_is(String text) {
    assertThat(masking.maskText(text)).isSameAs(text);
  }

  @Test
  void prose_in_headers_and_documents_is_masked_too() {
    assertThat(masking.headerValue("X-Forwarded-Uri", "cb?access_token=x1"))
        .isEqualTo("cb?access_token=******");
    assertThat(masking.mask("application/json", "{\"cs\":\"Server=h;Pwd=x1\"}").json())
        .isEqualTo("{\"cs\":\"Server=h;Pwd=******\"}");
    assertThat(masking.maskQuery("to=cb%3Faccess_token%3Dx1")).isEqualTo("to=******");
  }

  @Test
  void a_user_in_the_host_header_is_masked() {
    assertThat(masking.headerValue("Host", "u:x1@h:80")).isEqualTo("******@h:80");
    assertThat(masking.headerValue("host", "h:80")).isEqualTo("h:80");
  }

  @Test
  void a_path_parameter_is_masked_in_a_path_alone() {
    assertThat(masking.maskUrl("/a;jsessionid=x1/b;v=1")).isEqualTo("/a;jsessionid=******/b;v=1");
  }

  @Test
  void a_hostile_text_takes_no_time() {
    char[] signs = new char[200_000];
    for (char c : new char[] {'=', ':', '"', 'a', ' '}) {
      Arrays.fill(signs, c);
      assertThat(masking.maskText(new String(signs))).hasSize(200_000);
    }
  }
}
