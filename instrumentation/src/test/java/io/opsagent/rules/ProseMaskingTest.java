package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts without a structure (operations-api.md 6.5). */
class ProseMaskingTest extends MaskingKit {
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

  static Stream<Arguments> messages() {
    return Stream.of(
        Arguments.of(
            "Key (email, api_key)=(a@b.c, x) already exists.",
            "Key (email, api_key)=****** already exists."),
        Arguments.of("Key (email)=(a@b.c) already exists.", "Key (email)=(a@b.c) already exists."),
        Arguments.of(
            "object 'user' on field 'password': rejected value [x]y]; codes [Size.password]; short",
            "object 'user' on field 'password': rejected value ******; codes [Size.password]; short"),
        Arguments.of(
            "on field 'age': rejected value [x]; codes [Size.age]",
            "on field 'age': rejected value [x]; codes [Size.age]"),
        Arguments.of("Cookie: a=x; b=y; Path=/ was sent", "Cookie: ****** was sent"),
        Arguments.of("Set-Cookie: JSESSIONID=x; Path=/a", "Set-Cookie: ******"),
        Arguments.of(
            "Authorization: Digest username=\"b\", response=\"x y\" was refused",
            "Authorization: ****** was refused"),
        Arguments.of(
            "Authorization: AWS4-HMAC-SHA256 Credential=a, SignedHeaders=h;d, Signature=x",
            "Authorization: ******"),
        Arguments.of("Authorization: ApiKey x sent", "Authorization: ****** sent"),
        Arguments.of("{\"pass\\u0077ord\":\"x\"}", "{\"pass\\u0077ord\":\"******\"}"),
        Arguments.of("a?%70assword=x&b=1", "a?%70assword=******&b=1"),
        Arguments.of("<p pass&#119;ord=\"x\">", "<p pass&#119;ord=\"******\">"),
        Arguments.of("user[password]=x, users[0]=y", "user[password]=******, users[0]=y"),
        Arguments.of("$_POST['password'] = 'x'", "$_POST['password'] = '******'"),
        Arguments.of("{\"password\"=>\"x\", :b=>1}", "{\"password\"=>\"******\", :b=>1}"),
        Arguments.of("password == x", "password == ******"),
        Arguments.of(
            "redirect=https%3A%2F%2Fh%2F%3Fapi_key%3Dx",
            "redirect=https%3A%2F%2Fh%2F%3Fapi_key%3D******"),
        Arguments.of(
            "<l><password>x</password><user>b</user></l>",
            "<l><password>******</password><user>b</user></l>"),
        Arguments.of(
            "<l><password><![CDATA[x]]></password></l>", "<l><password>******</password></l>"),
        Arguments.of(
            "<l><ns:password a='x'><b>x</b></ns:password></l>",
            "<l><ns:password a='******'>******</ns:password></l>"),
        Arguments.of("jdbc:oracle:thin:scott/x@//h:1521/s", "jdbc:oracle:thin:******@//h:1521/s"),
        Arguments.of(
            "postgres://u:p/x@h/db, https://h:80/a@b", "postgres://******@h/db, https://h:80/a@b"),
        Arguments.of("password=it's-x next", "password=****** next"),
        Arguments.of("passwords: [\"a\", \"x\"], b", "passwords: ******, b"),
        Arguments.of(
            "{\"name\":\"password\",\"value\":\"x\",}",
            "{\"name\":\"password\",\"value\":\"******\",}"),
        Arguments.of("{name:'city',value:'x'}", "{name:'city',value:'x'}"),
        Arguments.of("\"password\":\n  \"x\"", "\"password\":\n  \"******\""),
        Arguments.of("Invalid password:\nsecond line", "Invalid password:\nsecond line"),
        Arguments.of(
            "User{name='b', password='x', age=3}", "User{name='b', password='******', age=3}"),
        Arguments.of("User(name=b, password=x)", "User(name=b, password=******)"),
        Arguments.of("{Authorization=[Bearer x], Host=[h]}", "{Authorization=******, Host=[h]}"),
        Arguments.of(
            "Access denied for user 'b'@'h' (using password: YES)",
            "Access denied for user 'b'@'h' (using password: ******)"));
  }

  @ParameterizedTest(name = "message: {0}")
  @MethodSource("messages")
  void a_message_is_scanned_for_names_and_users(String text, String masked) {
    assertThat(DEFAULT.maskText(text)).isEqualTo(masked);
    assertThat(DEFAULT.maskText(masked)).isEqualTo(masked);
  }
}
