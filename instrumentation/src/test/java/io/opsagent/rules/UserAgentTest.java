package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 | Chrome 120.0.0.0 | Windows 10 | pc
          Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91 | Edge 120.0.2210.91 | Windows 10 | pc
          Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0 | Firefox 128.0 | Linux | pc
          Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15 | Safari 17.4 | Mac OS X 10.15.7 | pc
          Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1 | Safari 17.4 | iOS 17.4 | mobile
          Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1 | Chrome 120.0.6099.119 | iOS 16.6 | tablet
          Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36 | Chrome 120.0.0.0 | Android 14 | mobile
          Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/23.0 Chrome/115.0.0.0 Safari/537.36 | Samsung Internet 23.0 | Android 13 | tablet
          Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko | IE 11.0 | Windows 7 | pc
          Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/119.0 Safari/537.36 OPR/105.0 | Opera 105.0 | Windows 10 | pc
          Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) | - | - | bot
          Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/120.0.0.0 Safari/537.36 | Headless Chrome 120.0.0.0 | Linux | bot
          curl/8.5.0 | curl 8.5.0 | - | bot
          Java-http-client/17.0.15 | Java-http-client 17.0.15 | - | bot
          Mozilla/5.0 (Windows NT 10.0; rv:115.0) Gecko/20100101 Thunderbird/115.6.0 | - | Windows 10 | email
          x | - | - | bot
          """)
  void the_usual_clients_are_known(String header, String browser, String os, String device) {
    UserAgent agent = UserAgent.of(header);

    assertThat(agent.browser()).isEqualTo(browser);
    assertThat(agent.os()).isEqualTo(os);
    assertThat(agent.device()).isEqualTo(device);
  }

  @Test
  void a_hostile_text_is_read_in_no_time_and_written_as_json() {
    String hostile = "Chrome/" + "1.".repeat(100_000) + "\"Android " + "(".repeat(100_000);

    assertThat(UserAgent.of(hostile).browser()).isEqualTo("Chrome 1.1.1.1.1.1.1.1.1.1");
    assertThat(UserAgent.of("Mozilla/5.0 (X11) Firefox/1").json())
        .isEqualTo(
            "{\"browser\":\"Firefox 1\",\"os\":\"Linux\",\"mobile\":false,\"bot\":false,"
                + "\"device\":\"pc\"}");
  }

  @Test
  void statistics_count_system_browser_and_device_by_whole_words() {
    assertThat(
            UserAgent.of(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like"
                        + " Gecko) Chrome/120.0.0.0 Safari/537.36")
                .kinds())
        .containsExactly("os.windows", "browser.chrome", "device.pc");
    // No "ie" in it.
    assertThat(UserAgent.of("Java-http-client/17").kinds()).containsExactly("device.bot");
  }
}
