package io.opsagent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * What every contract application answers (test-apps/contract/README.md), whatever server it is
 * written for. An application passes by extending it.
 */
public abstract class ContractApplicationKit {

  /** The port of the application that runs. */
  protected abstract int port();

  @Test
  void hello_has_a_length_and_the_id_of_its_request() throws IOException {
    RawAnswer answer = get("/app/hello", "X-Id: 7\r\n");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).contains("6");
    assertThat(answer.header("X-Id")).contains("7");
    assertThat(answer.text()).isEqualTo("hello\n");
  }

  @Test
  void a_path_below_an_order_is_its_id() throws IOException {
    assertThat(get("/app/orders/17").text()).isEqualTo("{\"id\":\"17\"}");
  }

  @Test
  void what_nobody_handles_is_not_found() throws IOException {
    assertThat(get("/app/nothing/here").status()).isEqualTo(404);
  }

  @Test
  void the_raw_query_stays_raw() throws IOException {
    assertThat(get("/app/query?a=%2F&a=b").text()).isEqualTo("a=%2F&a=b\n");
  }

  @Test
  void a_chunked_body_comes_back_with_its_type() throws IOException {
    RawAnswer answer =
        RawHttp.exchange(
            port(),
            "POST /app/echo-stream HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n");

    assertThat(answer.text()).isEqualTo("[1,2]");
    assertThat(answer.header("Content-Type")).contains("application/json");
  }

  @Test
  void a_declared_charset_is_believed() throws IOException {
    RawAnswer answer =
        post("/app/echo-reader", "text/plain;charset=ISO-8859-15", "\u00a4 and \u00e9");

    assertThat(answer.text()).isEqualTo("\u20ac and \u00e9");
  }

  @Test
  void parameters_of_query_and_form_are_sorted() throws IOException {
    RawAnswer answer =
        post("/app/parameters?z=1", "application/x-www-form-urlencoded", "b=2&a=x+y");

    assertThat(answer.text()).isEqualTo("a=x y\nb=2\nz=1\n");
  }

  @Test
  void parts_are_listed_with_their_sizes() throws IOException {
    String body =
        "--cut\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
            + "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n0123456789\r\n--cut--\r\n";

    RawAnswer answer = post("/app/multipart", "multipart/form-data; boundary=cut", body);

    assertThat(answer.text()).contains("note 5\n").contains("file 10\n");
  }

  @Test
  void an_exception_is_a_500() throws IOException {
    assertThat(get("/app/throw").status()).isEqualTo(500);
  }

  @Test
  void each_means_of_writing_gives_the_same_text() throws IOException {
    for (String how : new String[] {"writer", "stream", "buffer", "single"}) {
      RawAnswer answer = get("/app/write?how=" + how + "&size=20000");
      assertThat(answer.text()).as(how).isEqualTo("{\"text\":\"" + "x".repeat(20_000) + "\"}");
    }
  }

  @Test
  void both_ways_to_compress_give_gzip_that_can_be_read() throws IOException {
    for (String path : new String[] {"/app/compressed", "/app/gzip-filter"}) {
      RawAnswer answer = get(path + "?size=30000", "Accept-Encoding: gzip\r\n");
      assertThat(answer.header("Content-Encoding")).as(path).contains("gzip");
      assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
          .as(path)
          .hasSize(30011);
    }
  }

  @Test
  void a_file_is_sent_whole_or_in_part() throws IOException {
    assertThat(get("/app/files/big.txt").body()).hasSize(1024 * 1024);
    RawAnswer part = get("/app/files/big.txt", "Range: bytes=4-8\r\n");

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.text()).isEqualTo("quick");
  }

  @Test
  void who_is_held_waits_for_the_release() throws IOException {
    try (RawHttp held = RawHttp.connect(port())) {
      held.send("GET /app/hold HTTP/1.1\r\nHost: a\r\n\r\n");
      get("/app/await-held");
      get("/app/release");

      assertThat(held.read("GET").text()).isEqualTo("released\n");
    }
  }

  @Test
  void ids_of_query_header_and_body_come_back() throws IOException {
    RawAnswer answer =
        RawHttp.exchange(
            port(),
            "POST /app/correlate?id=1 HTTP/1.1\r\nHost: a\r\nX-Id: 2\r\n"
                + "Content-Type: text/plain\r\nContent-Length: 1\r\n\r\n3");

    assertThat(answer.text()).isEqualTo("{\"query\":\"1\",\"header\":\"2\",\"body\":\"3\"}");
  }

  private RawAnswer get(String target) throws IOException {
    return get(target, "");
  }

  private RawAnswer get(String target, String headers) throws IOException {
    return RawHttp.exchange(
        port(), "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
  }

  private RawAnswer post(String target, String type, String body) throws IOException {
    return RawHttp.exchange(
        port(),
        "POST "
            + target
            + " HTTP/1.1\r\nHost: a\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.getBytes(StandardCharsets.ISO_8859_1).length
            + "\r\n\r\n"
            + body);
  }
}
