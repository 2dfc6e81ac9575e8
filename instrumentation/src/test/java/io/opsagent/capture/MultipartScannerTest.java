package io.opsagent.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartScannerTest {
  private static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> scan(String boundary, String body) {
    MultipartScanner scanner = new MultipartScanner(boundary);
    scanner.append(latin1(body), 0, body.length());
    scanner.finish();
    return described(scanner);
  }

  private static List<String> described(MultipartScanner scanner) {
    List<String> parts = new ArrayList<>();
    for (BodyPart part : scanner.parts()) {
      String header = new String(part.header(), StandardCharsets.ISO_8859_1).replace("\r\n", "|");
      parts.add(header + part.contentBytes() + (part.isComplete() ? "" : " cut"));
    }
    return parts;
  }

  @Test
  void parts_are_found_with_their_headers_and_sizes() {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"t\"\r\n"
            + "Content-Type: image/png\r\n\r\n\r\n--y\r\n--\r\n\r\n--x--\r\nignored --x\r\n";

    assertThat(scan("x", body))
        .containsExactly(
            "Content-Disposition: form-data; name=\"a\"|1",
            "Content-Disposition: form-data; name=\"f\"; filename=\"t\"|Content-Type: image/png|11");
  }

  @Test
  void a_preamble_blanks_and_parts_without_header_or_content_are_allowed() {
    assertThat(scan("x", "preamble\r\n--x \t\r\n\r\nabc\r\n--x\r\nA: b\r\n\r\n\r\n--x--"))
        .containsExactly("3", "A: b|0");
  }

  @Test
  void a_longer_boundary_and_two_dashes_too_many_are_content() {
    assertThat(scan("x", "--x\r\n\r\na\r\n--xy\r\nb\r\n--x-z\r\n--x--"))
        .containsExactly(String.valueOf("a\r\n--xy\r\nb\r\n--x-z".length()));
  }

  @Test
  void a_body_that_ends_early_has_a_part_that_is_cut() {
    assertThat(scan("x", "--x\r\nA: b\r\n\r\n12345")).containsExactly("A: b|5 cut");
    assertThat(scan("x", "--x\r\nA: b")).containsExactly("A: b0 cut");
    assertThat(scan("x", "--x\r\nA: b\r\n\r\n12345\r\n--x")).containsExactly("A: b|5");
    assertThat(scan("x", "no boundary at all")).isEmpty();
    assertThat(scan("x", "")).isEmpty();
  }

  @Test
  void parts_beyond_the_cap_are_counted_and_long_headers_cut() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      body.append("--x\r\n").append("N: ").append("n".repeat(2_000)).append("\r\n\r\n1\r\n");
    }
    MultipartScanner scanner = new MultipartScanner("x");
    scanner.append(latin1(body.append("--x--").toString()), 0, body.length());
    scanner.finish();

    assertThat(scanner.parts()).hasSize(MultipartScanner.MAX_PARTS);
    assertThat(scanner.parts())
        .allSatisfy(part -> assertThat(part.header()).hasSize(BodyPart.MAX_HEADER_BYTES))
        .allSatisfy(part -> assertThat(part.contentBytes()).isEqualTo(1));
    assertThat(scanner.partsLeftOut()).isEqualTo(36);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 8_191, 8_192, 50_000})
  void the_pieces_in_which_a_body_comes_do_not_matter(int pieceBytes) {
    Random random = new Random(pieceBytes);
    StringBuilder body = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int part = 0; part < 20; part++) {
      int size = random.nextInt(part % 5 == 0 ? 30_000 : 50);
      body.append("--").append(BOUNDARY).append("\r\nN: ").append(part).append("\r\n\r\n");
      for (int i = 0; i < size; i++) {
        // Much that looks like the beginning of a boundary.
        body.append("\r\n-W".charAt(random.nextInt(4)));
      }
      body.append("\r\n");
      expected.add("N: " + part + "|" + size);
    }
    byte[] bytes = latin1(body.append("--").append(BOUNDARY).append("--\r\n").toString());

    MultipartScanner arrays = new MultipartScanner(BOUNDARY);
    MultipartScanner buffers = new MultipartScanner(BOUNDARY);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    for (int at = 0; at < bytes.length; at += pieceBytes) {
      int length = Math.min(pieceBytes, bytes.length - at);
      arrays.append(bytes, at, length);
      buffers.append(direct, at, length);
    }
    arrays.finish();
    buffers.finish();

    assertThat(described(arrays)).isEqualTo(expected);
    assertThat(described(buffers)).isEqualTo(expected);
    assertThat(direct.position()).isEqualTo(bytes.length);
  }

  @Test
  void random_bytes_and_any_cut_are_read_as_far_as_they_go() {
    Random random = new Random(5);
    byte[] alphabet = latin1("--x\r\n: a-");
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(60)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = alphabet[random.nextInt(alphabet.length)];
      }
      MultipartScanner scanner = new MultipartScanner("x");
      scanner.append(bytes, 0, bytes.length);
      scanner.finish();
      long content = 0;
      for (BodyPart part : scanner.parts()) {
        assertThat(part.contentBytes()).isNotNegative();
        content += part.contentBytes();
      }
      assertThat(content).isLessThanOrEqualTo(bytes.length);
    }
  }

  @Test
  void a_boundary_is_taken_from_the_content_type() {
    assertThat(MultipartScanner.boundaryOf("multipart/form-data; boundary=x")).isEqualTo("x");
    assertThat(MultipartScanner.boundaryOf("multipart/mixed; boundary=\"a b\"")).isEqualTo("a b");
    assertThat(MultipartScanner.boundaryOf("multipart/form-data")).isNull();
    assertThat(MultipartScanner.boundaryOf("multipart/form-data; boundary=")).isNull();
    assertThat(MultipartScanner.boundaryOf("multipart/x; boundary=" + "b".repeat(71))).isNull();
    assertThat(MultipartScanner.boundaryOf("multipart/x; boundary=\"a\u00e9\"")).isNull();
  }
}
