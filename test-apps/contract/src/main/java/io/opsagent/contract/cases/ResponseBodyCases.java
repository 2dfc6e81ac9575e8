package io.opsagent.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsagent.contract.ContractCase;
import io.opsagent.contract.Conversation;
import io.opsagent.contract.Fact;
import io.opsagent.contract.RecordedExchange;
import io.opsagent.contract.Request;
import io.opsagent.contract.RowCheck;
import io.opsagent.contract.Trait;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.RawHttp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Cases 35 to 39: bodies of answers. */
public final class ResponseBodyCases {
  private static final int TEXT_CHARS = 3_000;
  private static final int MAX_FRAMING_BYTES = 64;
  private static final int FILES = 200;
  private static final int BIG_FILE_BYTES = 1_048_576;

  private ResponseBodyCases() {}

  /** These cases. */
  public static List<ContractCase> all() {
    return List.of(
        ContractCase.of(35, "binary upload and download", ResponseBodyCases::binary),
        ContractCase.of(36, "by writer, stream, buffer, byte by byte", ResponseBodyCases::writers),
        ContractCase.of(37, "compressed by container; by filter", ResponseBodyCases::compressed),
        ContractCase.of(38, "static file by zero copy", ResponseBodyCases::bigFile),
        ContractCase.of(39, "range request 206", ResponseBodyCases::range));
  }

  private static void binary(Conversation talk) throws Exception {
    byte[] upload = new byte[10_000];
    for (int i = 0; i < upload.length; i++) {
      upload[i] = (byte) (i * 31);
    }
    talk.exchange(
        Request.post("/echo-stream", "application/octet-stream", upload)
            .expectingOfBodies(countsOnly())
            .expecting(row -> assertThat(row.member("data").isNull()).as("no data").isTrue()));
    talk.exchange(Request.get("/binary?size=100000").expectingOfBodies(countsOnly()));
  }

  private static void writers(Conversation talk) throws Exception {
    for (String how : new String[] {"writer", "stream", "single", "buffer"}) {
      // Not every servlet API has buffers; it then answers 501 without such a body.
      RowCheck exact =
          row -> {
            if (row.row().status().orElse(0) == 200) {
              assertThat(row.member("result").path("text").asText())
                  .as("body of the answer")
                  .isEqualTo("x".repeat(TEXT_CHARS));
            } else {
              assertThat(how).isEqualTo("buffer");
            }
          };
      talk.exchange(
          Request.get("/write?how=" + how + "&size=" + TEXT_CHARS).expectingOfBodies(exact));
    }
  }

  private static void compressed(Conversation talk) throws Exception {
    for (String path : new String[] {"/compressed", "/gzip-filter"}) {
      AtomicInteger wireBytes = new AtomicInteger();
      RawAnswer answer =
          talk.exchange(
              Request.get(path + "?size=" + TEXT_CHARS)
                  .header("Accept-Encoding: gzip")
                  .unusual(Fact.LENGTH)
                  .expectingOfBodies(readable())
                  .expectingOfBodies(row -> assertBothSizes(row, wireBytes.get())));
      wireBytes.set(answer.body().length);
      talk.note("encoding of " + path, answer.header("Content-Encoding").orElse("none"));
    }
    talk.exchange(Request.get("/compressed?size=" + TEXT_CHARS).expectingOfBodies(readable()));
  }

  private static RowCheck readable() {
    return row ->
        assertThat(row.member("result").path("text").asText())
            .as("body of the answer")
            .isEqualTo("x".repeat(TEXT_CHARS));
  }

  /**
   * How many bytes the text has and how many were sent. A container that compresses by itself knows
   * the latter only with the framing of its chunks.
   */
  private static void assertBothSizes(RecordedExchange row, int wireBytes) {
    JsonNode body = row.capture("response_body");
    String sizes = body + " length " + row.row().length().orElse(0L);
    int plainBytes = TEXT_CHARS + "{\"text\":\"\"}".length();
    assertThat(sizes).as("both sizes of the answer").containsPattern("\\b" + plainBytes + "\\b");
    if (body.has("sent_bytes")) {
      assertThat(body.path("sent_bytes").asInt())
          .as("bytes sent")
          .isBetween(wireBytes, wireBytes + MAX_FRAMING_BYTES);
    } else {
      assertThat(sizes).as("both sizes of the answer").containsPattern("\\b" + wireBytes + "\\b");
    }
  }

  private static void bigFile(Conversation talk) throws Exception {
    // Where its bytes pass like any others, it is text that is cut like any other.
    boolean zeroCopy = talk.server().has(Trait.ZERO_COPY_FILES);
    RowCheck body =
        row -> {
          if (zeroCopy) {
            assertThat(row.member("result").isNull()).as("no body").isTrue();
          } else {
            assertThat(row.responseBodyLeftOut()).as("its rest").isEqualTo("truncated");
          }
        };
    talk.exchange(
        Request.get("/files/big.txt")
            .expectingOfBodies(
                row -> assertThat(row.row().length()).contains((long) BIG_FILE_BYTES))
            .expectingOfBodies(body));
    talk.exchange(Request.get("/files/small.html"));
    try (RawHttp connection = talk.connect()) {
      talk.exchange(connection, Request.get("/files/big.txt"));
      talk.exchange(connection, Request.get("/hello"));
    }
    manyFiles(talk);
  }

  /** What a file costs the server's own threads: not more bytes than before may be touched. */
  private static void manyFiles(Conversation talk) throws Exception {
    Duration before = talk.cpuTime();
    try (RawHttp connection = talk.connect()) {
      for (int i = 0; i < FILES; i++) {
        Request request = talk.name(Request.get("/files/big.txt?n=" + i));
        connection.send(request.bytes());
        assertThat(connection.read("GET").body()).as("file").hasSize(BIG_FILE_BYTES);
      }
    }
    talk.cost(FILES + " files of 1 MB", talk.cpuTime().minus(before));
  }

  private static void range(Conversation talk) throws Exception {
    talk.exchange(
        Request.get("/files/big.txt")
            .header("Range: bytes=100-299")
            .expecting(row -> assertThat(row.row().status()).contains(206))
            .expectingOfBodies(row -> assertThat(row.row().length()).contains(200L))
            .expecting(row -> assertThat(row.member("result").isNull()).as("no body").isTrue()));
    talk.exchange(Request.get("/files/big.txt").header("Range: bytes=100000-"));
  }

  private static RowCheck countsOnly() {
    return row -> {
      assertThat(row.member("result").isNull()).as("no body").isTrue();
      assertThat(row.responseBodyLeftOut()).as("why").isEqualTo("not_text");
      assertThat(row.responseBytes()).as("bytes of the answer").isPositive();
    };
  }
}
