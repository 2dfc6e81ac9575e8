package io.opsagent.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are cut or malformed (docs/spec/instrumentation.md 4.4). */
class CutMaskingTest extends MaskingKit {
  static Stream<Arguments> cutBodies() {
    String json = "application/json";
    String form = "application/x-www-form-urlencoded";
    return Stream.of(
        Arguments.of(
            "XML with a value without its name",
            "text/xml",
            "<c><p><a>1</a><value>hun",
            quote("<c><p><a>1</a><value>******")),
        Arguments.of(
            "XML with a value before its name",
            "text/xml",
            "<c><p><value>x</value><na",
            quote("<c><p><value>******</value><na")),
        Arguments.of(
            "XML with a named value",
            "text/xml",
            "<c><p><name>n</name><value>te",
            quote("<c><p><name>n</name><value>te")),
        Arguments.of(
            "a password with a slash", "text/plain", "see http://bob:h/un", quote("see http://")),
        Arguments.of("an element in a text", "text/plain", "a <pwd><b>hun", quote("a <pwd>******")),
        Arguments.of(
            "a message of a database",
            "text/plain",
            "Key (api_key)=(hun",
            quote("Key (api_key)=******")),
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
}
