package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that have a structure: JSON, forms, XML (operations-api.md 6.5). */
class DocumentMaskingTest extends MaskingKit {
  static Stream<Arguments> jsonBodies() {
    return Stream.of(
        Arguments.of(
            "an escaped key in a document in a text",
            "{\"b\":\"{\\\"pass\\\\u0077ord\\\":\\\"x\\\"}\"}",
            "{\"b\":\"******\"}"),
        Arguments.of(
            "a user of a URL in a document in a text",
            "{\"b\":\"[\\\"http://bob:x@h\\\"]\"}",
            "{\"b\":\"******\"}"),
        Arguments.of(
            "a text that only looks like a document",
            "{\"b\":\"[see https://h/ 100%]\"}",
            "{\"b\":\"[see https://h/ 100%]\"}"),
        Arguments.of(
            "a URL as key",
            "{\"https://bob:x@h/\":1,\"a:b\":2}",
            "{\"https://bob:******@h/\":1,\"a:b\":2}"),
        Arguments.of(
            "a text that begins with a URL",
            "{\"m\":\"https://h/ failed: password=x\"}",
            "{\"m\":\"https://h/ failed: password=******\"}"),
        Arguments.of(
            "tags in a text",
            "{\"m\":\"sent <a><pwd>x</pwd></a> off\"}",
            "{\"m\":\"sent <a><pwd>******</pwd></a> off\"}"),
        Arguments.of(
            "a rejected value",
            "{\"field\":\"password\",\"rejectedValue\":\"x\",\"code\":\"Size\"}",
            "{\"field\":\"password\",\"rejectedValue\":\"******\",\"code\":\"Size\"}"),
        Arguments.of(
            "several values before their name",
            "{\"value\":\"x\",\"rejectedValue\":\"y\",\"field\":\"password\"}",
            "{\"value\":\"******\",\"rejectedValue\":\"******\",\"field\":\"password\"}"),
        Arguments.of(
            "a harmless field",
            "{\"field\":\"city\",\"rejectedValue\":\"x\"}",
            "{\"field\":\"city\",\"rejectedValue\":\"x\"}"),
        Arguments.of(
            "separators in a key",
            "{\"pass_word\":\"x\",\"pass-word\":\"x\",\"PASS.WORD\":\"x\",\"session_id\":\"x\"}",
            "{\"pass_word\":\"******\",\"pass-word\":\"******\",\"PASS.WORD\":\"******\",\"session_id\":\"******\"}"),
        Arguments.of(
            "keys that only look so",
            "{\"fields_name\":\"x\",\"records_n\":\"y\",\"up_wd\":\"z\"}",
            "{\"fields_name\":\"x\",\"records_n\":\"y\",\"up_wd\":\"z\"}"),
        Arguments.of(
            "an encoded form in a text",
            "{\"b\":\"a%3D1%26password%3Dx\"}",
            "{\"b\":\"a%3D1%26password%3D******\"}"),
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
            "a URL in a comment",
            "application/xml",
            "<a><!-- http://bob:x@h --><b>x</b></a>",
            quote("<a><!--******--><b>x</b></a>")),
        Arguments.of(
            "a value in front of its name",
            "application/xml",
            "<p><value>x</value><name>my_key</name></p>",
            quote("<p><value>******</value><name>my_key</name></p>")),
        Arguments.of(
            "each value with its own name",
            "application/xml",
            "<p><name>n</name><value>y</value><name>my_key</name><value>x</value></p>",
            quote("<p><name>n</name><value>y</value><name>my_key</name><value>******</value></p>")),
        Arguments.of(
            "a value in front of a harmless name",
            "application/xml",
            "<p><value>x</value><name>n</name></p>",
            quote("<p><value>x</value><name>n</name></p>")),
        Arguments.of(
            "a rejected value in XML",
            "application/xml",
            "<e><field>password</field><rejectedValue>x</rejectedValue></e>",
            quote("<e><field>password</field><rejectedValue>******</rejectedValue></e>")),
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
