package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What anything that masks captured exchanges must pass (operations-api.md 6.5): the names are the
 * default ones unless a case says otherwise. A subclass says how to call the implementation.
 */
abstract class MaskingContract {
  static final List<String> DEFAULT_NAMES =
      List.of(
          "password",
          "secret",
          "dsn",
          "sessionid",
          "pwd",
          "passphrase",
          "cookie",
          "authorization",
          "_token",
          "_key");

  /** A mapper that takes nothing that RFC 8259 does not. */
  static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);

  abstract String query(List<String> names, @Nullable String rawQuery);

  abstract String queryJson(List<String> names, @Nullable String rawQuery);

  abstract String url(List<String> names, String url);

  abstract String header(List<String> names, String name, String value);

  abstract MaskedBody body(List<String> names, String mediaType, String text);

  static Stream<Arguments> queries() {
    return Stream.of(
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
  void credentials_in_headers_are_masked_whatever_names_are_configured() {
    assertThat(header(List.of("x"), "Cookie", "a=1")).isEqualTo("******");
    assertThat(header(List.of(), "Authorization", "Basic abc")).isEqualTo("******");
    assertThat(header(List.of(), "X-Api-Key", "abc")).isEqualTo("abc");
  }

  static Stream<Arguments> jsonBodies() {
    return Stream.of(
        Arguments.of(
            "the case of the protocol",
            "{\"password\": \"p\", \"nested\": {\"my_secret\": \"a\", \"list\": [{\"pwd\": 1, \"ok\": 2}]}}",
            "{\"password\":\"******\",\"nested\":{\"my_secret\":\"******\",\"list\":[{\"pwd\":\"******\",\"ok\":2}]}}"),
        Arguments.of(
            "harmless scalars",
            "{\"pwd\":[true,false,null,0,-0.0,0e9,\"\"]}",
            "{\"pwd\":[true,false,null,0,-0.0,0e9,\"\"]}"),
        Arguments.of(
            "a list under a secret key",
            "{\"cookie_list\":[\"a\",[1]]}",
            "{\"cookie_list\":[\"******\",[\"******\"]]}"),
        Arguments.of(
            "an object under a secret key",
            "{\"secret_box\":{\"a\":1,\"b\":{\"c\":\"d\"}}}",
            "{\"secret_box\":{\"a\":\"******\",\"b\":{\"c\":\"******\"}}}"),
        Arguments.of("an escaped key", "{\"p\\u0061ssword\":\"x\"}", "{\"password\":\"******\"}"),
        Arguments.of(
            "a key of another script", "{\"パスワード_KEY\":\"x\"}", "{\"パスワード_KEY\":\"******\"}"),
        Arguments.of("a Kelvin sign", "{\"api_\u212aey\":\"x\"}", "{\"api_\u212aey\":\"******\"}"),
        Arguments.of(
            "repeated keys",
            "{\"a\":1,\"a\":2,\"pwd\":\"x\",\"pwd\":\"y\"}",
            "{\"a\":1,\"a\":2,\"pwd\":\"******\",\"pwd\":\"******\"}"),
        Arguments.of(
            "numbers to the letter",
            "[1.0,1e400,-0,12345678901234567890.10]",
            "[1.0,1e400,-0,12345678901234567890.10]"),
        Arguments.of("a secret decimal", "{\"pwd\":0.5}", "{\"pwd\":\"******\"}"),
        Arguments.of("a scalar", "\"x\"", "\"x\""),
        Arguments.of("blanks and a byte order mark", "\ufeff \t\r\n[ 1 , 2 ]\n", "[1,2]"),
        Arguments.of("empty containers", "{\"a\":{},\"b\":[]}", "{\"a\":{},\"b\":[]}"),
        Arguments.of(
            "escapes",
            "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"]",
            "[\"\\\"\\\\/\\u0008\\u000c\\n\\r\\té\"]"),
        Arguments.of(
            "half a surrogate pair", "[\"\\ud800x\",\"\\ud83d\\ude00\"]", "[\"\ufffdx\",\"😀\"]"),
        Arguments.of("a line separator", "[\"\u2028\"]", "[\"\\u2028\"]"),
        Arguments.of(
            "token alone",
            "{\"token\":\"x\",\"access_token\":\"y\"}",
            "{\"token\":\"x\",\"access_token\":\"******\"}"),
        Arguments.of(
            "a setting",
            "[{\"name\":\"db_password\",\"value\":\"x\"},{\"name\":\"a\",\"value\":\"y\"}]",
            "[{\"name\":\"db_password\",\"value\":\"******\"},{\"name\":\"a\",\"value\":\"y\"}]"),
        Arguments.of(
            "a setting backwards",
            "{\"value\":[\"x\"],\"key\":\"Authorization\"}",
            "{\"value\":\"******\",\"key\":\"Authorization\"}"),
        Arguments.of(
            "a URL", "{\"u\":\"https://x/?api_key=1\"}", "{\"u\":\"https://x/?api_key=******\"}"),
        Arguments.of(
            "a document in a text", "{\"b\":\"{\\\"pwd\\\":\\\"x\\\"}\"}", "{\"b\":\"******\"}"),
        Arguments.of(
            "a harmless document in a text",
            "{\"b\":\"{\\\"a\\\":1}\"}",
            "{\"b\":\"{\\\"a\\\":1}\"}"),
        Arguments.of(
            "a broken document in a text", "{\"b\":\"{\\\"pwd\\\":\\\"x\"}", "{\"b\":\"******\"}"),
        Arguments.of(
            "a document in a document in a document",
            "{\"b\":"
                + quote("{\"b\":" + quote("{\"b\":" + quote("{\"pwd\":\"x\"}") + "}") + "}")
                + "}",
            "{\"b\":\"******\"}"));
  }

  static String quote(String text) {
    StringBuilder json = new StringBuilder();
    new JsonWriter(json).value(text);
    return json.toString();
  }

  @ParameterizedTest(name = "JSON: {0}")
  @MethodSource("jsonBodies")
  void json_is_stored_with_its_secrets_masked(String name, String text, String masked) {
    MaskedBody body = body(DEFAULT_NAMES, "application/json; charset=utf-8", text);

    assertThat(body.reason()).isNull();
    assertThat(body.json()).isEqualTo(masked);
    assertThatCode(() -> STRICT.readTree(masked)).doesNotThrowAnyException();
  }

  static Stream<Arguments> otherBodies() {
    String form = "application/x-www-form-urlencoded";
    return Stream.of(
        Arguments.of(
            "form", form, "a=1&password=x&a=2", "{\"a\":[\"1\",\"2\"],\"password\":\"******\"}"),
        Arguments.of("form with line end", form, "a=%0A&b=\r\n", "{\"a\":\"\\n\",\"b\":\"\"}"),
        Arguments.of(
            "form with bad escapes", form, "a=%zz&b=%ff", "{\"a\":\"%zz\",\"b\":\"\ufffd\"}"),
        Arguments.of(
            "JSON posted as a form", form, "{\"password\":\"x\"}", "{\"password\":\"******\"}"),
        Arguments.of(
            "payload of a webhook",
            form,
            "payload=%7B%22pwd%22%3A1%7D",
            "{\"payload\":\"******\"}"),
        Arguments.of(
            "lines",
            "application/x-ndjson",
            "{\"pwd\":1}\n\n[2]\r\n3",
            "[{\"pwd\":\"******\"},[2],3]"),
        Arguments.of(
            "vendor JSON", "application/vnd.x+JSON", "{\"pwd\":1}", "{\"pwd\":\"******\"}"),
        Arguments.of("problem", "application/problem+json", "{\"status\":400}", "{\"status\":400}"),
        Arguments.of("JSON without a type", "", " {\"pwd\":1}", "{\"pwd\":\"******\"}"),
        Arguments.of(
            "XML",
            "text/xml",
            "<?xml version=\"1.0\"?>\n<a x='1'><Password>x</Password><b pwd=\"y\"/></a>",
            quote(
                "<?xml version=\"1.0\"?>\n<a x='1'><Password>******</Password><b pwd=\"******\"/></a>")),
        Arguments.of(
            "everything in a secret element",
            "application/soap+xml",
            "<a xmlns='u'><ns:secret xmlns:ns='v' k='1'>x<b c='d'>y</b><![CDATA[z]]></ns:secret>t</a>",
            quote(
                "<a xmlns='u'><ns:secret xmlns:ns='v' k='******'>******<b c='******'>******</b>******</ns:secret>t</a>")),
        Arguments.of(
            "named by an attribute",
            "application/xml",
            "<p><entry key=\"db.password\">x</entry><param name='api_key' value='y'/><param name='a' value='z'/></p>",
            quote(
                "<p><entry key=\"db.password\">******</entry><param name='api_key' value='******'/><param name='a' value='z'/></p>")),
        Arguments.of(
            "named by an element",
            "application/xml",
            "<c><p><name>my_key</name><value>x</value></p><p><name>n</name><value>y</value></p></c>",
            quote(
                "<c><p><name>my_key</name><value>******</value></p><p><name>n</name><value>y</value></p></c>")),
        Arguments.of(
            "named through references",
            "application/xml",
            "<p name='pass&#x77;ord' v='x'/>",
            quote("<p name='pass&#x77;ord' v='******'/>")),
        Arguments.of(
            "a comment",
            "application/xml",
            "<a><!-- <password>x</password> --><!-- b --></a>",
            quote("<a><!--******--><!-- b --></a>")),
        Arguments.of(
            "an instruction", "application/xml", "<a><?php $password='x' ?></a>", quote("<a></a>")),
        Arguments.of(
            "unknown entities",
            "application/xml",
            "<a>&x;&lt;&#xFFFFFFF;</a>",
            quote("<a>&x;&lt;&#xFFFFFFF;</a>")),
        Arguments.of(
            "a document as text",
            "application/xml",
            "<a>&lt;b&gt;&lt;pwd&gt;x&lt;/pwd&gt;&lt;/b&gt;</a>",
            quote("<a>******</a>")),
        Arguments.of(
            "a document as character data",
            "application/xml",
            "<a><![CDATA[<b><pwd>x</pwd></b>]]></a>",
            quote("<a>******</a>")),
        Arguments.of(
            "a greater sign in an attribute",
            "application/xml",
            "<a b='>' pwd='x>y'>z</a>",
            quote("<a b='>' pwd='******'>z</a>")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherBodies")
  void a_body_is_stored_with_its_secrets_masked(
      String name, String mediaType, String text, String masked) {
    MaskedBody body = body(DEFAULT_NAMES, mediaType, text);

    assertThat(body.reason()).isNull();
    assertThat(body.json()).isEqualTo(masked);
    assertThatCode(() -> STRICT.readTree(masked)).doesNotThrowAnyException();
  }

  static Stream<Arguments> texts() {
    String html = "text/html; charset=utf-8";
    String plain = "text/plain";
    return Stream.of(
        Arguments.of("plain text", plain, "a=1\npassword=x y", "a=1\npassword=****** y"),
        Arguments.of("JSON as plain text", plain, "{ \"a\" : 1 }", "{ \"a\" : 1 }"),
        Arguments.of(
            "JSON with a secret as plain text",
            plain,
            "{ \"value\" : \"x\", \"name\": \"password\" }",
            "{\"value\":\"******\",\"name\":\"password\"}"),
        Arguments.of(
            "XML as plain text",
            plain,
            "<a><pwd><b>x</b></pwd></a>",
            "<a><pwd><b>******</b></pwd></a>"),
        Arguments.of(
            "a script with a document",
            "application/javascript",
            "cb({\"password\":\"x\\\"y\",\"secrets\":[\"a\",{\"b\":\"]\"}],\"c\":1});",
            "cb({\"password\":\"******\",\"secrets\":******,\"c\":1});"),
        Arguments.of(
            "a query language",
            "application/graphql",
            "{login(pwd: \"x y\")}",
            "{login(pwd: \"******\")}"),
        Arguments.of("SQL", plain, "password = 'it''s', a='b'", "password = '******', a='b'"),
        Arguments.of("a table", "text/csv", "name,age\na,1", "name,age\na,1"),
        Arguments.of("no type", "", "api_key: x", "api_key: ******"),
        Arguments.of("a type that is no type", ";;;/", "x", "x"),
        Arguments.of("HTML", html, "<p>x</p><br>", "<p>x</p><br>"),
        Arguments.of(
            "a field",
            html,
            "<br><input name='password' value=\"x y\"><input value=z name=a>",
            "<br><input name='password' value=\"******\"><input value=z name=a>"),
        Arguments.of(
            "a field backwards",
            html,
            "<br><INPUT VALUE=x TYPE=Password><p>y",
            "<br><INPUT VALUE=****** TYPE=Password><p>y"),
        Arguments.of(
            "a meta element",
            html,
            "<meta name=\"csrf-token\" content=\"x\"><p>",
            "<meta name=\"csrf-token\" content=\"******\"><p>"),
        Arguments.of(
            "a text area",
            html,
            "<textarea id=secret rows=2>x\ny</textarea><p>",
            "<textarea id=secret rows=2>******</textarea><p>"),
        Arguments.of(
            "an element", html, "<br><password>x</password>", "<br><password>******</password>"),
        Arguments.of(
            "a document in an attribute",
            html,
            "<br><div data-a=\"{&quot;apiKey&quot;:&quot;x y&quot;,&quot;b&quot;:1}\">",
            "<br><div data-a=\"{&quot;apiKey&quot;:&quot;******&quot;,&quot;b&quot;:1}\">"),
        Arguments.of(
            "a script in a page",
            html,
            "<br><script>var a = {apiKey: 'x', b: 'y'}</script>",
            "<br><script>var a = {apiKey: '******', b: 'y'}</script>"));
  }

  @ParameterizedTest(name = "text: {0}")
  @MethodSource("texts")
  void a_text_is_scanned_and_stored_as_a_string(
      String name, String mediaType, String text, String masked) {
    MaskedBody body = body(DEFAULT_NAMES, mediaType, text);

    assertThat(body.reason()).isNull();
    assertThat(body.json()).isEqualTo(quote(masked));
  }

  abstract MaskedBody cutBody(String mediaType, String text);

  static Stream<Arguments> cutBodies() {
    String json = "application/json";
    String form = "application/x-www-form-urlencoded";
    return Stream.of(
        Arguments.of(
            "JSON",
            json,
            "{\"pwd\": \"x\", \"a\": [1, \"b",
            quote("{\"pwd\":\"******\",\"a\":[1,\"b")),
        Arguments.of("a URL in JSON", json, "[\"a\", \"http://b:x", quote("[\"a\"")),
        Arguments.of("an escape", json, "[\"a\", \"b\\n\\", quote("[\"a\",\"b")),
        Arguments.of("a secret", json, "{\"a\":1,\"pwd\":\"hun", quote("{\"a\":1,\"pwd\":")),
        Arguments.of(
            "a value without its name",
            json,
            "{\"a\":[{\"value\":{\"b\":\"x\",\"c",
            quote("{\"a\":[{\"value\":\"******\"")),
        Arguments.of(
            "a value before its name",
            json,
            "{\"value\":\"x\",\"na",
            quote("{\"value\":\"******\"")),
        Arguments.of("lines", "application/x-ndjson", "{\"a\":1}\n{\"a", quote("[{\"a\":1},{")),
        Arguments.of(
            "a form", form, "a=1&pwd=x&b=2&c=3", "{\"a\":\"1\",\"pwd\":\"******\",\"b\":\"2\"}"),
        Arguments.of(
            "XML",
            "text/xml",
            "<a><pwd>x</pwd><b c='d'>te",
            quote("<a><pwd>******</pwd><b c='d'>te")),
        Arguments.of("a secret in XML", "text/xml", "<a><pwd>x", quote("<a><pwd>")),
        Arguments.of("a URL in XML", "text/xml", "<a>http://b:x", quote("<a>")),
        Arguments.of("a tag", "text/xml", "<a><b c='d' na", quote("<a><b")),
        Arguments.of("text", "text/plain", "abc password=hun", quote("abc password=******")),
        Arguments.of("a URL", "text/plain", "see http://bob:hun", quote("see http://")),
        Arguments.of("a whole URL", "text/plain", "see http://h/a b", quote("see http://h/a b")),
        Arguments.of("a page", "text/html", "<p>a<br><input value='x' na", quote("<p>a<br>")),
        Arguments.of(
            "JSON as text", "text/plain", "{\"pwd\":{\"a\":\"x", quote("{\"pwd\":{\"a\":")));
  }

  @ParameterizedTest(name = "cut: {0}")
  @MethodSource("cutBodies")
  void a_cut_body_is_stored_as_far_as_it_is_certain(
      String name, String mediaType, String text, String json) {
    MaskedBody body = cutBody(mediaType, text);

    assertThat(body.reason()).isNull();
    assertThat(body.json()).isEqualTo(json);
  }

  static Stream<Arguments> refusedCuts() {
    return Stream.of(
        Arguments.of("a string", "application/json", "\"a:bc", "truncated"),
        Arguments.of("no JSON", "application/json", "{a", "not_parsed"),
        Arguments.of("too deep", "application/json", "[".repeat(70), "too_deep"),
        Arguments.of("one parameter", "application/x-www-form-urlencoded", "a=b", "truncated"),
        Arguments.of("a tag", "text/html", "<input value='x'", "truncated"),
        Arguments.of("a document type", "text/xml", "<!DOCTYPE a><a>", "doctype"));
  }

  @ParameterizedTest(name = "not stored: cut {0}")
  @MethodSource("refusedCuts")
  void a_cut_body_of_which_nothing_is_certain_is_not_stored(
      String name, String mediaType, String text, String reason) {
    MaskedBody body = cutBody(mediaType, text);

    assertThat(body.json()).isNull();
    assertThat(body.reason()).isNotNull().extracting(MaskedBody.Reason::word).isEqualTo(reason);
  }

  static Stream<Arguments> refused() {
    String form = "application/x-www-form-urlencoded";
    String json = "application/json";
    String xml = "application/xml";
    return Stream.of(
        Arguments.of("a table", "text/csv", "name,password\na,b", "unsupported_type"),
        Arguments.of("YAML", "application/yaml", "password: |\n  a b", "unsupported_type"),
        Arguments.of("an image", "image/png", "x", "not_text"),
        Arguments.of("multipart", "multipart/form-data; boundary=x", "--x", "not_text"),
        Arguments.of("nothing", json, "", "empty"),
        Arguments.of("blanks", xml, " \n", "empty"),
        Arguments.of("cut in a string", json, "{\"a\":\"b", "truncated"),
        Arguments.of("cut in an escape", json, "{\"a\":\"\\u00", "truncated"),
        Arguments.of("cut in an object", json, "{\"a\":1,", "truncated"),
        Arguments.of("cut in a word", json, "[tru", "truncated"),
        Arguments.of("cut in a line", "application/x-ndjson", "{\"a\":1}\n{\"a\"", "truncated"),
        Arguments.of("a comma too many", json, "[1,]", "not_parsed"),
        Arguments.of("a bare key", json, "{a:1}", "not_parsed"),
        Arguments.of("single quotes", json, "{'a':1}", "not_parsed"),
        Arguments.of("a comment", json, "[1]//x", "not_parsed"),
        Arguments.of("two values", json, "{} {}", "not_parsed"),
        Arguments.of("two values in a line", "application/x-ndjson", "{} {}", "not_parsed"),
        Arguments.of("a leading zero", json, "[01]", "not_parsed"),
        Arguments.of("a plus sign", json, "[+1]", "not_parsed"),
        Arguments.of("not a number", json, "[NaN]", "not_parsed"),
        Arguments.of("a raw line end", json, "[\"a\nb\"]", "not_parsed"),
        Arguments.of("a wrong escape", json, "[\"\\x\"]", "not_parsed"),
        Arguments.of("HTML as JSON", json, "<html></html>", "not_parsed"),
        Arguments.of("too deep", json, "[".repeat(65) + "]".repeat(65), "too_deep"),
        Arguments.of("far too deep", json, "[".repeat(500_000), "too_deep"),
        Arguments.of("a bare text as form", form, "hunter2", "not_parsed"),
        Arguments.of("a bare part", form, "password=hun&ter2", "not_parsed"),
        Arguments.of("base64 as form", form, "c2VjcmV0c2VjcmV0c2VjcmV0cw==", "not_parsed"),
        Arguments.of("XML as form", form, "<a b='1'>x</a>", "not_parsed"),
        Arguments.of("broken JSON as form", form, "{\"password\":\"x\"", "truncated"),
        Arguments.of("a document type", xml, "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "doctype"),
        Arguments.of("a cut element", xml, "<a><b>x", "truncated"),
        Arguments.of("a cut tag", xml, "<a b='", "truncated"),
        Arguments.of("a cut comment", xml, "<a><!-- x", "truncated"),
        Arguments.of("a wrong end", xml, "<a></b>", "not_parsed"),
        Arguments.of("two roots", xml, "<a/><b/>", "not_parsed"),
        Arguments.of("text around", xml, "x<a/>", "not_parsed"),
        Arguments.of("bare attributes", xml, "<a b=c/>", "not_parsed"),
        Arguments.of("attributes without a gap", xml, "<a b='c'd='e'/>", "not_parsed"),
        Arguments.of("a tag in an attribute", xml, "<a b='<'/>", "not_parsed"),
        Arguments.of("XML too deep", xml, "<a>".repeat(65) + "</a>".repeat(65), "too_deep"));
  }

  @ParameterizedTest(name = "not stored: {0}")
  @MethodSource("refused")
  void what_cannot_be_masked_is_not_stored(
      String name, String mediaType, String text, String reason) {
    MaskedBody body = body(DEFAULT_NAMES, mediaType, text);

    assertThat(body.json()).isNull();
    assertThat(body.reason()).isNotNull().extracting(MaskedBody.Reason::word).isEqualTo(reason);
  }

  @Test
  void without_secret_names_nothing_but_credentials_is_masked() {
    assertThat(body(List.of(), "application/json", "{\"password\":\"x\"}").json())
        .isEqualTo("{\"password\":\"x\"}");
    assertThat(query(List.of(), "password=x")).isEqualTo("password=x");
  }

  @Test
  void configured_names_replace_the_default_ones_in_any_case() {
    assertThat(body(List.of("IBAN"), "application/json", "{\"Iban\":\"x\",\"pwd\":1}").json())
        .isEqualTo("{\"Iban\":\"******\",\"pwd\":1}");
  }

  @Test
  void sixty_four_levels_are_stored() {
    String json = "[".repeat(64) + "]".repeat(64);
    assertThat(body(DEFAULT_NAMES, "application/json", json).json()).isEqualTo(json);
  }
}
