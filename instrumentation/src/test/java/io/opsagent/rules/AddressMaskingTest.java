package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries, URLs and headers (operations-api.md 6.5). */
class AddressMaskingTest extends MaskingKit {
  static Stream<Arguments> queries() {
    return Stream.of(
        Arguments.of("a semicolon in a value", "password=abc;def&a=1", "password=******&a=1"),
        Arguments.of("a document with padding as name", "{\"password\":\"x==\",\"a\":1}", "******"),
        Arguments.of("a URL as name", "http://b:x@h/=1", "******"),
        Arguments.of("a name that is encoded twice", "%2570assword=x", "%2570assword=******"),
        Arguments.of(
            "a URL that is encoded twice",
            "u=https%253A%252F%252Fx%252F%253Fapi_key%253D1",
            "u=******"),
        Arguments.of("times and colons", "q=a:b&time=12:30", "q=a:b&time=12:30"),
        Arguments.of("a session id with an underscore", "session_id=x", "session_id=******"),
        Arguments.of("nothing secret stays as it is", "a=1&b=%C3%A9+x&c", "a=1&b=%C3%A9+x&c"),
        Arguments.of("a secret value", "p_key=1", "p_key=******"),
        Arguments.of("order stays", "b=2&password=x&a=1", "b=2&password=******&a=1"),
        Arguments.of("capitals", "PassWord=x", "PassWord=******"),
        Arguments.of("a part of a name", "old_password_2=x", "old_password_2=******"),
        Arguments.of("a name in brackets", "user[password]=x", "user[password]=******"),
        Arguments.of("an encoded name", "%70ass%77ord=x", "%70ass%77ord=******"),
        Arguments.of("an encoded underscore", "api%5Fkey=x", "api%5Fkey=******"),
        Arguments.of("camel case", "accessToken=x&apiKey=y", "accessToken=******&apiKey=******"),
        Arguments.of("capital abbreviations", "APIKey=x", "APIKey=******"),
        Arguments.of("dashes", "access-token=x", "access-token=******"),
        Arguments.of("token alone", "token=x", "token=x"),
        Arguments.of("key alone", "key=x&monkey=y", "key=x&monkey=y"),
        Arguments.of("an empty value", "password=&a=1", "password=&a=1"),
        Arguments.of("a name without value", "password", "password"),
        Arguments.of("equals signs in a value", "password=a=b=c", "password=******"),
        Arguments.of("repeated names", "pwd=1&pwd=2", "pwd=******&pwd=******"),
        Arguments.of("a semicolon", "a=1;password=x", "a=1;password=******"),
        Arguments.of("an entity", "a=1&amp;password=x", "a=1&amp;password=******"),
        Arguments.of("empty parts", "&&a=1&&password=x&", "&&a=1&&password=******&"),
        Arguments.of("a cut escape in a name", "password%=x", "password%=******"),
        Arguments.of("a cut escape in a value", "password=%7", "password=******"),
        Arguments.of("bytes that are not UTF-8", "%ff%fepassword=x", "%ff%fepassword=******"),
        Arguments.of(
            "a URL in a value", "next=https%3A%2F%2Fx%2F%3Fapi_key%3D1&a=1", "next=******&a=1"),
        Arguments.of("a harmless URL in a value", "next=https://x/?q=1", "next=https://x/?q=1"),
        Arguments.of("a document in a value", "f=%7B%22password%22%3A%22x%22%7D", "f=******"),
        Arguments.of("a document as name", "%7B%22password%22%3A%22x%22%7D", "******"));
  }

  @ParameterizedTest(name = "query: {0}")
  @MethodSource("queries")
  void a_raw_query_keeps_its_form(String name, String query, String masked) {
    assertThat(query(DEFAULT_NAMES, query)).isEqualTo(masked);
  }

  static Stream<Arguments> queryObjects() {
    return Stream.of(
        Arguments.of("none", null, "{}"),
        Arguments.of("empty", "", "{}"),
        Arguments.of("decoded", "a=%C3%A9+1", "{\"a\":\"é 1\"}"),
        Arguments.of("repeated", "a=1&b=2&a=3", "{\"a\":[\"1\",\"3\"],\"b\":\"2\"}"),
        Arguments.of("masked", "a=1&p_key=1", "{\"a\":\"1\",\"p_key\":\"******\"}"),
        Arguments.of("masked lists", "pwd=1&pwd=2", "{\"pwd\":[\"******\",\"******\"]}"),
        Arguments.of("bare names", "wsdl", "{\"wsdl\":\"\"}"),
        Arguments.of("semicolons", "a=1;pwd=x", "{\"a\":\"1;pwd=******\"}"),
        Arguments.of("quotes", "a=%22%5C", "{\"a\":\"\\\"\\\\\"}"));
  }

  @ParameterizedTest(name = "query object: {0}")
  @MethodSource("queryObjects")
  void a_query_is_shown_as_an_object(String name, @Nullable String query, String json) {
    assertThat(queryJson(DEFAULT_NAMES, query)).isEqualTo(json);
  }

  @Test
  void parameters_beyond_the_cap_are_counted_and_not_shown() throws Exception {
    String json = queryJson(DEFAULT_NAMES, "a=1&".repeat(999) + "b=2&c=3&d=4");

    assertThat(STRICT.readTree(json).get("a")).hasSize(999);
    assertThat(STRICT.readTree(json).get("b").textValue()).isEqualTo("2");
    assertThat(STRICT.readTree(json).get("(left out)").intValue()).isEqualTo(2);
    assertThat(STRICT.readTree(json).has("c")).isFalse();
  }

  static Stream<Arguments> urls() {
    return Stream.of(
        Arguments.of("a hash in the password", "https://u:p#w@h/a?b=1", "https://u:******@h/a?b=1"),
        Arguments.of("a slash in the password", "https://u:p/w@h/a", "https://u:******@h/a"),
        Arguments.of(
            "a question mark in the password", "https://u:p?w@h/a", "https://u:******@h/a"),
        Arguments.of(
            "a port and an at sign in the path", "https://h:80/a@b?c=1", "https://h:80/a@b?c=1"),
        Arguments.of("a blank in the password", "https://u:p w@h/", "https://u:******@h/"),
        Arguments.of("no scheme", "//bob:x@h/a", "//bob:******@h/a"),
        Arguments.of("an address of version 6", "https://[::1]:80/a@b", "https://[::1]:80/a@b"),
        Arguments.of("a pair as segment", "/a/password=x/b", "/a/password=******/b"),
        Arguments.of("a function in a path", "/Users(api_key='x')/b", "/Users(api_key=******/b"),
        Arguments.of("an encoded path parameter", "/a%3Bjsessionid%3Dx/b", "/******/b"),
        Arguments.of("a verb behind a colon", "/v1/jobs:cancel", "/v1/jobs:cancel"),
        Arguments.of("harmless", "https://x:80/a;v=1/b?q=1#top", "https://x:80/a;v=1/b?q=1#top"),
        Arguments.of("query", "https://x/a?api_key=1&q=2#f", "https://x/a?api_key=******&q=2#f"),
        Arguments.of("relative", "/a?api_key=1", "/a?api_key=******"),
        Arguments.of("no slash", "login?pwd=1", "login?pwd=******"),
        Arguments.of("user", "https://bob:hunter2@x/a", "https://bob:******@x/a"),
        Arguments.of("an at sign in the password", "ftp://b:p@q@x/a", "ftp://b:******@x/a"),
        Arguments.of("a token as user", "https://ghp123@x/a", "https://******@x/a"),
        Arguments.of("an at sign in the path", "https://x/a@b", "https://x/a@b"),
        Arguments.of("a session id", "/a;jsessionid=A1;v=2/b?x", "/a;jsessionid=******;v=2/b?x"),
        Arguments.of("a fragment", "/cb#access_token=1&x=2", "/cb#access_token=******&x=2"),
        Arguments.of("a route in a fragment", "/#/cb?access_token=1", "/#/cb?access_token=******"),
        Arguments.of("a URL in a URL", "/a?u=/b?pwd%3D1", "/a?u=******"),
        Arguments.of(
            "a database",
            "jdbc:mysql://h/db?user=a&password=b",
            "jdbc:mysql://h/db?user=a&password=******"),
        Arguments.of(
            "SQL Server",
            "jdbc:sqlserver://h:1;user=a;password=b",
            "jdbc:sqlserver://h:1;user=a;password=******"),
        Arguments.of("empty", "", ""),
        Arguments.of("signs only", "?#", "?#"));
  }

  @ParameterizedTest(name = "URL: {0}")
  @MethodSource("urls")
  void a_url_keeps_its_form(String name, String url, String masked) {
    assertThat(url(DEFAULT_NAMES, url)).isEqualTo(masked);
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("Set-Cookie2", "a=1", "******"),
        Arguments.of("X-Session-Id", "a", "******"),
        Arguments.of("Origin", "https://bob:x@h", "https://bob:******@h"),
        Arguments.of("Location", "//bob:x@h/", "//bob:******@h/"),
        Arguments.of(
            "Link",
            "<https://bob:x@h/?api_key=y&a=1>; rel=next",
            "<https://bob:******@h/?api_key=******&a=1>; rel=next"),
        Arguments.of("Link", "<https://h/?page=2>; rel=next", "<https://h/?page=2>; rel=next"),
        Arguments.of("X-Forwarded-Host", "u:x@h", "******@h"),
        Arguments.of("Host", "h?api_key=x", "h?api_key=******"),
        Arguments.of(
            "Referer", "https://h/a;jsessionid=x?b=1", "https://h/a;jsessionid=******?b=1"),
        Arguments.of("X-Original-URL", "orders?%70assword=x", "orders?%70assword=******"),
        Arguments.of(
            "Refresh", "0; url=https://h/?access_token=x", "0; url=https://h/?access_token=******"),
        Arguments.of(
            "Content-Security-Policy",
            "report-uri https://h/?api_key=x; a",
            "report-uri https://h/?api_key=******; a"),
        Arguments.of("Accept", "text/html;q=0.8, */*", "text/html;q=0.8, */*"),
        Arguments.of("Accept", "text/html", "text/html"),
        Arguments.of("Cookie", "a=1", "******"),
        Arguments.of("set-cookie", "a=1; Path=/", "******"),
        Arguments.of("Authorization", "Basic abc", "******"),
        Arguments.of("Proxy-Authorization", "Basic abc", "******"),
        Arguments.of("X-Api-Key", "abc", "******"),
        Arguments.of("x-auth-token", "abc", "******"),
        Arguments.of("X-CSRF-TOKEN", "abc", "******"),
        Arguments.of("Cookie", "", ""),
        Arguments.of("Referer", "https://x/?api_key=1", "https://x/?api_key=******"),
        Arguments.of("Location", "cb?pwd=1", "cb?pwd=******"),
        Arguments.of("X-Original-URI", "/a?pwd=1", "/a?pwd=******"),
        Arguments.of("User-Agent", "Mozilla/5.0 (X11)", "Mozilla/5.0 (X11)"));
  }

  @ParameterizedTest(name = "header {0}: {1}")
  @MethodSource("headers")
  void a_header_is_masked_by_its_name_or_as_a_url(String name, String value, String masked) {
    assertThat(header(DEFAULT_NAMES, name, value)).isEqualTo(masked);
  }

  @Test
  void a_password_that_was_cut_before_its_sign_is_masked_all_the_same() {
    assertThat(DEFAULT.maskUrl("https://bob:hunter2%4")).isEqualTo("https://bob:******");
    assertThat(DEFAULT.maskText("to https://bob:hunter2")).doesNotContain("hunter2");
    assertThat(DEFAULT.maskUrl("https://shop:8443")).isEqualTo("https://shop:8443");
    assertThat(DEFAULT.maskUrl("https://[::1]:8443")).isEqualTo("https://[::1]:8443");
    assertThat(DEFAULT.maskUrl("mongodb://a:27017,b:27017")).isEqualTo("mongodb://a:27017,b:27017");
  }

  @Test
  void credentials_in_headers_are_masked_whatever_names_are_configured() {
    assertThat(header(List.of("x"), "Cookie", "a=1")).isEqualTo("******");
    assertThat(header(List.of(), "Authorization", "Basic abc")).isEqualTo("******");
    assertThat(header(List.of(), "X-Api-Key", "abc")).isEqualTo("abc");
  }
}
