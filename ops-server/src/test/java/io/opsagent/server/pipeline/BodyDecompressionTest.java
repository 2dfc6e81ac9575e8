package io.opsagent.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyDecompressionTest {
  private static final int MAX_BYTES = 10_000;
  private static final byte[] TEXT =
      "{\"a\":\"a text that is worth the effort, a text that is worth the effort\"}"
          .getBytes(StandardCharsets.UTF_8);

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflate(byte[] plain, boolean bare) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
    try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(plain);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static BodyDecompression of(byte[] bytes, @Nullable String encodings) {
    return BodyDecompression.of(bytes, encodings, MAX_BYTES, false);
  }

  @Test
  void gzip_and_both_kinds_of_deflate_are_inflated() throws IOException {
    assertThat(of(gzip(TEXT), "gzip").bytes()).isEqualTo(TEXT);
    assertThat(of(gzip(TEXT), " X-GZIP ").bytes()).isEqualTo(TEXT);
    assertThat(of(deflate(TEXT, false), "deflate").bytes()).isEqualTo(TEXT);
    assertThat(of(deflate(TEXT, true), "deflate").bytes()).isEqualTo(TEXT);
    assertThat(of(gzip(deflate(TEXT, false)), "deflate, gzip").bytes()).isEqualTo(TEXT);
    assertThat(of(deflate(TEXT, true), "deflate").cut()).isFalse();
    assertThat(of(gzip(TEXT), "gzip").cut()).isFalse();
  }

  @Test
  void without_encoding_the_bytes_are_the_same() {
    assertThat(of(TEXT, null).bytes()).isSameAs(TEXT);
    assertThat(of(TEXT, "identity").bytes()).isSameAs(TEXT);
  }

  @Test
  void what_passed_above_the_servers_own_compression_is_plain() {
    assertThat(of(TEXT, "gzip").bytes()).isSameAs(TEXT);
    assertThat(of(TEXT, "gzip").cut()).isFalse();
  }

  @Test
  void a_bomb_ends_at_the_limit() throws IOException {
    byte[] zeros = new byte[100_000_000];
    for (BodyDecompression bomb :
        new BodyDecompression[] {
          of(gzip(zeros), "gzip"),
          of(deflate(zeros, false), "deflate"),
          of(gzip(gzip(zeros)), "gzip, gzip")
        }) {
      assertThat(bomb.bytes()).hasSizeLessThanOrEqualTo(MAX_BYTES);
      assertThat(bomb.cut()).isTrue();
    }
    assertThat(of(gzip(new byte[MAX_BYTES]), "gzip").cut()).isFalse();
    assertThat(of(gzip(new byte[MAX_BYTES]), "gzip").bytes()).hasSize(MAX_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void a_stream_that_is_cut_or_damaged_gives_what_could_be_read(String encoding)
      throws IOException {
    byte[] plain = new byte[5_000];
    Random random = new Random(1);
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) ('a' + random.nextInt(20));
    }
    byte[] encoded = encoding.equals("gzip") ? gzip(plain) : deflate(plain, false);

    BodyDecompression half = of(Arrays.copyOf(encoded, encoded.length / 2), encoding);
    byte[] damaged = encoded.clone();
    Arrays.fill(damaged, damaged.length - 8, damaged.length, (byte) 7);
    BodyDecompression wrong = of(damaged, encoding);

    assertThat(half.cut()).isTrue();
    byte[] read = Objects.requireNonNull(half.bytes());
    assertThat(read).hasSizeBetween(100, 4_999);
    assertThat(read).isEqualTo(Arrays.copyOf(plain, read.length));
    assertThat(wrong.cut()).isTrue();
    assertThat(wrong.bytes()).isNotNull().hasSizeGreaterThan(100);
  }

  @Test
  void what_cannot_be_read_at_all_is_nothing() throws IOException {
    assertThat(of(TEXT, "br").bytes()).isNull();
    assertThat(of(Arrays.copyOf(gzip(TEXT), 5), "gzip").bytes()).isNull();
    assertThat(of(TEXT, "gzip,gzip,gzip,gzip,gzip").bytes()).isNull();
    assertThat(of(new byte[] {1, 2, 3}, "deflate").bytes()).isNull();
  }

  @Test
  void random_bytes_never_throw() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = new byte[random.nextInt(50)];
      random.nextBytes(bytes);
      if (bytes.length > 3 && round % 2 == 0) {
        bytes[0] = 0x1f;
        bytes[1] = (byte) 0x8b;
        bytes[2] = 8;
      }
      assertThat(of(bytes, round % 3 == 0 ? "deflate" : "gzip")).isNotNull();
    }
  }
}
