package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/plain; charset=utf-8 | charset | utf-8",
        "text/plain;CHARSET = \"utf-8\" ; a=b | charset | utf-8",
        "text/plain; xcharset=a; charset=b | charset | b",
        "text/plain; a=\"; charset=x\"; charset=b | charset | b",
        "text/plain; charset; charset=b | charset | b",
        "form-data; name=\"a \\\"b\\\" c\"; filename=d | name | a \"b\" c",
        "form-data; filename=\"C:\\dir\\a.txt\" | filename | C:\\dir\\a.txt",
        "form-data; name=\"open | name | open",
        "multipart/mixed; boundary=\"a b\" | boundary | a b",
      })
  void a_parameter_is_found(String header, String name, String value) {
    assertThat(MediaTypes.parameter(header, name)).isEqualTo(value);
  }

  @Test
  void what_is_not_there_is_null() {
    assertThat(MediaTypes.parameter("text/plain", "charset")).isNull();
    assertThat(MediaTypes.parameter("text/plain; charset", "charset")).isNull();
    assertThat(MediaTypes.parameter(";;;", "charset")).isNull();
    assertThat(MediaTypes.parameter("a; b=\"\\", "charset")).isNull();
  }

  @Test
  void the_essence_has_no_parameters_and_no_capitals() {
    assertThat(MediaTypes.essence(" Text/HTML ; charset=x")).isEqualTo("text/html");
    assertThat(MediaTypes.essence("")).isEmpty();
  }
}
