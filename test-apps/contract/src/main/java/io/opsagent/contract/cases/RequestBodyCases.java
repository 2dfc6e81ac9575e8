package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.Request;
import io.opsagent.contract.RowCheck;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Cases 25 to 34: bodies of requests. */
public final class RequestBodyCases {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int LARGE_BYTES = 10 * 1024 * 1024;

  private RequestBodyCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(25, "POST JSON 1 KB read by stream", RequestBodyCases::byStream),
        ContractCase.of(26, "POST read by reader, ISO-8859-15", RequestBodyCases::byReader),
        ContractCase.of(27, "form by getParameter, encoding set", RequestBodyCases::byParameter),
        ContractCase.of(28, "form read by stream", RequestBodyCases::formByStream),
        ContractCase.of(29, "body never read", RequestBodyCases::unread),
        ContractCase.of(30, "chunked request", RequestBodyCases::chunked),
        ContractCase.of(31, "Expect: 100-continue read, not read", RequestBodyCases::expects),
        ContractCase.of(32, "gzip request body", RequestBodyCases::gzip),
        ContractCase.of(33, "body of 10 MB text", RequestBodyCases::large),
        ContractCase.of(34, "multipart with file", RequestBodyCases::multipart));
  }

  private static void byStream(Conversation talk) throws Exception {
    String json = "{\"name\":\"ä 你\",\"fill\":\"" + "f".repeat(1_000) + "\"}";
    talk.exchange(Request.post("/echo-stream", JSON, json).expectingOfBodies(data(json)));
    talk.exchange(
        Request.of("PUT", "/echo-stream")
            .header("Content-Type: " + JSON)
            .header("Content-Length: 7")
            .body("{\"a\":1}".getBytes(StandardCharsets.US_ASCII))
            .expectingOfBodies(data("{\"a\":1}"))
            .expectingOfBodies(
                row -> assertThat(row.member("result").toString()).isEqualTo("{\"a\":1}")));
  }

  private static void byReader(Conversation talk) throws Exception {
    String json = "{\"price\":\"10 €\"}";
    byte[] bytes = json.getBytes(Charset.forName("ISO-8859-15"));
    RawAnswer answer =
        talk.exchange(
            Request.post("/echo-reader", JSON + "; charset=ISO-8859-15", bytes)
                .expectingOfBodies(data(json)));
    talk.note("text that the application read", answer.text());
  }

  private static void byParameter(Conversation talk) throws Exception {
    talk.exchange(
        Request.post("/parameters?encoding=UTF-8", FORM, "name=%C3%A4&name=b&x=1+2")
            .expectingOfBodies(data("{\"name\":[\"ä\",\"b\"],\"x\":\"1 2\"}")));
    talk.exchange(
        Request.post("/parameters?encoding=UTF-8&q=5", FORM, "password=hidden-value&x=1")
            .expecting(row -> assertThat(row.toString()).doesNotContain("hidden-value"))
            .expectingOfBodies(
                row -> assertThat(row.member("data").path("x").asText()).isEqualTo("1")));
    talk.exchange(
        Request.post("/parameters", FORM, "a=1&b=2")
            .expectingOfBodies(data("{\"a\":\"1\",\"b\":\"2\"}")));
  }

  private static void formByStream(Conversation talk) throws Exception {
    talk.exchange(
        Request.post("/form-by-stream", FORM, "a=1&b=2")
            .expectingOfBodies(data("{\"a\":\"1\",\"b\":\"2\"}")));
  }

  private static void unread(Conversation talk) throws Exception {
    String json = "{\"fill\":\"" + "u".repeat(1_000) + "\"}";
    try (RawHttp connection = talk.connect()) {
      talk.exchange(connection, Request.post("/unread", JSON, json).expectingOfBodies(isUnread()));
      // The connection goes on as it does without the agent.
      talk.exchange(connection, Request.get("/hello"));
    }
  }

  private static void chunked(Conversation talk) throws Exception {
    String json = "{\"text\":\"in chunks\"}";
    Request request =
        Request.of("POST", "/echo-stream")
            .header("Content-Type: " + JSON)
            .header("Transfer-Encoding: chunked")
            .unusual(Fact.REQUEST_BYTES)
            .expectingOfBodies(data(json))
            .expectingOfBodies(row -> assertThat(row.requestBytes()).isEqualTo(json.length()));
    String twoChunks =
        "5\r\n"
            + json.substring(0, 5)
            + "\r\n"
            + Integer.toHexString(json.length() - 5)
            + "\r\n"
            + json.substring(5)
            + "\r\n0\r\n\r\n";
    talk.exchange(request.body(twoChunks.getBytes(StandardCharsets.US_ASCII)));
    Request split = talk.name(request);
    try (RawHttp connection = talk.connect()) {
      connection.send(split.head());
      connection.send(Integer.toHexString(json.length()) + "\r\n" + json.substring(0, 7));
      connection.send(json.substring(7) + "\r\n0\r\n\r\n");
      talk.answered(split, connection.read("POST"));
    }
  }

  private static void expects(Conversation talk) throws Exception {
    String json = "{\"a\":\"continued\"}";
    Request read =
        talk.name(
            Request.post("/echo-stream", JSON, json)
                .header("Expect: 100-continue")
                .expectingOfBodies(data(json)));
    try (RawHttp connection = talk.connect()) {
      connection.send(read.head());
      talk.note("answer to the expectation", connection.readHead().statusLine());
      connection.send(read.bodyCopy());
      talk.answered(read, connection.read("POST"));
    }
    Request unread =
        talk.name(
            Request.post("/unread", JSON, json)
                .header("Expect: 100-continue")
                .expectingOfBodies(isUnread()));
    try (RawHttp connection = talk.connect()) {
      connection.send(unread.head());
      RawAnswer answer = connection.read("POST");
      if (!answer.interim().isEmpty()) {
        // A server that always says so waits for the body before it goes on.
        connection.send(unread.bodyCopy());
      }
      talk.answered(unread, answer);
    }
  }

  private static void gzip(Conversation talk) throws Exception {
    String json = "{\"text\":\"" + "z".repeat(2_000) + "\"}";
    talk.exchange(
        Request.post("/echo-stream", JSON, gzipped(json))
            .header("Content-Encoding: gzip")
            .expectingOfBodies(data(json)));
  }

  private static void large(Conversation talk) throws Exception {
    byte[] json = ("[\"" + "L".repeat(LARGE_BYTES - 4) + "\"]").getBytes(StandardCharsets.US_ASCII);
    talk.exchange(
        Request.post("/echo-stream", JSON, json)
            .expectingOfBodies(
                row -> {
                  assertThat(row.requestBodyLeftOut()).as("request").isEqualTo("truncated");
                  assertThat(row.member("data").asText()).as("its start").startsWith("[\"LLLL");
                  assertThat(row.responseBodyLeftOut()).as("answer").isEqualTo("truncated");
                  assertThat(row.toString().length()).as("size of the row").isLessThan(200_000);
                }));
  }

  private static void multipart(Conversation talk) throws Exception {
    String boundary = "contract-boundary";
    String body =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n"
            + "part-content-one\r\n"
            + "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"notes.txt\"\r\n"
            + "Content-Type: text/plain\r\n\r\n"
            + "part-content-two".repeat(100)
            + "\r\n--"
            + boundary
            + "--\r\n";
    talk.exchange(
        Request.post("/multipart", "multipart/form-data; boundary=" + boundary, body)
            .expectingOfBodies(
                row -> {
                  String parts = row.member("data") + " " + row.capture("request_body");
                  assertThat(parts)
                      .as("parts, names and sizes")
                      .contains("title", "upload", "notes.txt", "16", "1600");
                  assertThat(row.toString()).doesNotContain("part-content");
                }));
  }

  private static RowCheck data(String json) {
    return row ->
        assertThat(row.member("data").toString()).as("body of the request").isEqualTo(json);
  }

  private static RowCheck isUnread() {
    return row ->
        assertThat(row.requestBodyLeftOut()).as("what became of the body").isEqualTo("unread");
  }

  static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
