package io.opsagent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTypesTest {

  @ParameterizedTest
  @CsvSource({
    "30s, 30000", "30 S, 30000", "45, 45000", "1500ms, 1500", "5min, 300000", "5m, 300000",
    "1h, 3600000", "PT30S, 30000", "pt1m30s, 90000", "PT1.5S, 1500", "PT0.25M, -1", "PT1H, 3600000"
  })
  void durations_are_read_as_milliseconds(String text, long millis) {
    assertThat(LogKeys.WORKER_CYCLE.parse(text, null)).isEqualTo(millis < 0 ? null : millis);
  }

  @ParameterizedTest
  @CsvSource({"7d, 604800000", "P7D, 604800000", "P1W, 604800000", "P1DT1H, 90000000", "0ms, 0"})
  void long_durations_are_read_as_milliseconds(String text, long millis) {
    assertThat(new DurationType(0, Long.MAX_VALUE).parse(text, null)).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "com.example.User", "account/name", "SPRING user"})
  void the_path_of_a_users_name_is_an_attribute_and_keys(String text) {
    assertThat(Keys.CAPTURE_USER_ATTRIBUTE.parse(text, null)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/user", "user/", "account//name", "a\u0007b"})
  void a_path_with_a_part_missing_is_refused(String text) {
    assertThat(Keys.CAPTURE_USER_ATTRIBUTE.parse(text, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "-1s",
        "+3s",
        "30x",
        "3 0s",
        "1e3",
        "999ms",
        "3601s",
        "2h",
        "P",
        "PT",
        "P1D",
        "PT1M1H",
        "P1Y",
        "PT5",
        "PT.5S",
        "P1DT",
        "PT5S5S",
        "99999999999999999999s",
        "٣s",
        "PT1TS",
        "0"
      })
  void wrong_durations_are_refused(String text) {
    assertThat(LogKeys.WORKER_CYCLE.parse(text, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "512, 512",
    "512B, 512",
    "16KB, 16384",
    "16 kb, 16384",
    "16k, 16384",
    "16KiB, 16384",
    "1MB, 1048576"
  })
  void sizes_are_read_as_bytes(String text, long bytes) {
    assertThat(LogKeys.MAX_BODY_BYTES.parse(text, null)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "KB", "-1", "1.5MB", "16XB", "1MB1", "1025KB", "1GB", "9999999999999999GB"})
  void wrong_sizes_are_refused(String text) {
    assertThat(LogKeys.MAX_BODY_BYTES.parse(text, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "65536", "0x10", "1.0", "1_000", "eighty", "99999999999999999999", "１２"})
  void wrong_numbers_are_refused(String text) {
    assertThat(Keys.PORT.parse(text, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"63", "65", "0", "-64", "2097152", "1000"})
  void a_capacity_is_a_power_of_two_in_its_range(String text) {
    assertThat(Keys.CAPTURE_RING_CAPACITY.parse(text, null)).isNull();
  }

  @Test
  void capacities_at_both_ends_are_taken() {
    assertThat(Keys.CAPTURE_RING_CAPACITY.parse("64", null)).isEqualTo(64);
    assertThat(Keys.CAPTURE_RING_CAPACITY.parse("1048576", null)).isEqualTo(1_048_576);
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "YES, true",
    "on, true",
    "1, true",
    "False, false",
    "no, false",
    "off, false",
    "0, false"
  })
  void switches_take_the_usual_words(String text, boolean value) {
    assertThat(Keys.ENABLED.parse(text, null)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "tru", "wahr", "null"})
  void other_words_are_no_switch(String text) {
    assertThat(Keys.ENABLED.parse(text, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "ops, ops",
    "/ops/, ops",
    "my-ops_1.x~, my-ops_1.x~",
    "https://x.example/a/ops, https://x.example/a/ops"
  })
  void a_route_is_one_segment_or_a_url(String text, String value) {
    assertThat(Keys.ROUTE.parse(text, null)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        ".",
        "..",
        "a/b",
        "a b",
        "a?b",
        "ftp://x/y",
        "https://",
        "metrics",
        "öps",
        "a%2fb"
      })
  void other_routes_are_refused(String text) {
    assertThat(Keys.ROUTE.parse(text, null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://x",
        "https://a.b:8443/api",
        "http://[::1]:80/x",
        "http://$IP:8080/api",
        "HTTP://X"
      })
  void absolute_urls_are_taken(String text) {
    assertThat(Keys.BASE_URL.parse(text, null)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "/api",
        "http:/x",
        "http://",
        "http://x:0",
        "http://x:65536",
        "http://x:",
        "http://u:p@x",
        "http://x/?q",
        "http://x/#f",
        "http://x y",
        "http://[::1",
        "http://[zz]",
        "http://x\\y",
        "http://a:b:c",
        "http://300.1.1.1"
      })
  void other_urls_are_refused(String text) {
    assertThat(Keys.BASE_URL.parse(text, null)).isNull();
  }

  @Test
  void origins_are_lower_case_and_without_a_path() {
    assertThat(Keys.ALLOW_ORIGINS.parse("https://Ops.Example.com/, http://localhost:3000", null))
        .containsExactly("https://ops.example.com", "http://localhost:3000");
    assertThat(Keys.ALLOW_ORIGINS.parse("*", null)).isNull();
    assertThat(Keys.ALLOW_ORIGINS.parse("null", null)).isNull();
    assertThat(Keys.ALLOW_ORIGINS.parse("https://x/y", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.0/8",
        "0.0.0.0/0",
        "::1",
        "::",
        "fd00::/8",
        "2001:db8::1:2",
        "1:2:3:4:5:6:7:8",
        "::ffff:10.0.0.1",
        "1:2:3:4:5:6:1.2.3.4",
        "1::8/128"
      })
  void addresses_and_ranges_are_taken(String text) {
    assertThat(Keys.TRUSTED_PROXIES.parse(text, null)).containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4/33",
        "1.2.3.4/",
        "1.2.3.4/-1",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "::/129",
        "1:",
        ":1",
        "1:2:3:4:5:6:7::8",
        "fe80::1%eth0",
        "1.2.3.4, x"
      })
  void other_addresses_are_refused(String text) {
    assertThat(Keys.TRUSTED_PROXIES.parse(text, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "0.0.0.0, 0.0.0.0",
    "[::1], ::1",
    "::1, ::1",
    "my-host.lan, my-host.lan"
  })
  void hosts_are_taken(String text, String value) {
    assertThat(Keys.HOST.parse(text, null)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "1.2.3", "127.0.0.256", "[1.2.3.4]", "http://x", "a/b", "x:80"})
  void other_hosts_are_refused(String text) {
    assertThat(Keys.HOST.parse(text, null)).isNull();
  }

  @Test
  void words_are_taken_in_any_case() {
    assertThat(Keys.TASK_LOG_LEVEL.parse("Info", null)).isEqualTo(TaskLogLevel.INFO);
    assertThat(Keys.TASK_LOG_LEVEL.parse("debug", null)).isNull();
    assertThat(Keys.TASK_LOG_LEVEL.allowed()).isEqualTo("one of info, warn, error");
  }

  @Test
  void texts_and_files_without_end_or_with_control_characters_are_refused() {
    assertThat(Keys.SERVICE_NAME.parse("x".repeat(201), null)).isNull();
    assertThat(Keys.SERVICE_NAME.parse("a\nb", null)).isNull();
    assertThat(Keys.DATA_DIR.parse("x".repeat(5000), null)).isNull();
    assertThat(Keys.DATA_DIR.parse("", null)).isNull();
    assertThat(Keys.DATA_DIR.parse("a", new File("/base"))).isEqualTo(new File("/base/a"));
  }

  @Test
  void names_are_kebab_case_and_their_environment_names_do_not_collide() {
    Set<String> environmentNames = new HashSet<>();
    for (Key<?> key : Keys.all()) {
      assertThat(key.name()).matches("[a-z]+6?([.-][a-z]+)*");
      assertThat(environmentNames.add(key.environmentName())).as(key.name()).isTrue();
      assertThat(key.summary()).endsWith(".").hasSizeLessThan(140);
    }
    assertThat(LogKeys.MAX_BODY_BYTES.environmentName()).isEqualTo("OPSAGENT_LOG_MAX_BODY_BYTES");
    assertThat(LogKeys.MAX_BODY_BYTES.propertyName()).isEqualTo("opsagent.log.max-body-bytes");
    assertThat(Keys.all()).hasSizeGreaterThan(25);
  }

  @Test
  void what_opens_something_is_secret() {
    for (Key<?> key : Keys.all()) {
      boolean opens =
          (key.name().contains("password") && !key.name().endsWith("-file"))
              || key.name().equals("connection-key");
      assertThat(key.isSecret()).as(key.name()).isEqualTo(opens);
    }
  }

  @Test
  void every_default_is_a_value_that_its_own_key_takes() {
    for (Key<?> key : Keys.all()) {
      assertDefaultRoundTrip(key);
    }
  }

  private static <T> void assertDefaultRoundTrip(Key<T> key) {
    T value = key.defaultValue();
    if (value != null) {
      assertThat(key.parse(key.format(value), null)).as(key.name()).isEqualTo(value);
      assertThat(key.defaultText()).isEqualTo(key.format(value));
    } else {
      assertThat(
              List.of(
                  "base-url",
                  "capture.user-attribute",
                  "connection-key",
                  "data-dir",
                  "database.engine",
                  "database.host",
                  "database.key-file",
                  "database.name",
                  "database.password",
                  "database.password-encrypted",
                  "database.password-file",
                  "database.port",
                  "database.url",
                  "database.username",
                  "log.store-data-level",
                  "log.store-headers-level",
                  "log.store-result-level",
                  "openapi",
                  "service.index",
                  "service.name",
                  "service.version",
                  "task-log",
                  "tls.certificate",
                  "tls.password-file",
                  "tls.private-key"))
          .contains(key.name());
    }
  }
}
