package io.opsagent.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
  private Path file = Path.of("unset");
  private Load load = new Load();

  @BeforeEach
  void name_the_file(@TempDir Path folder) {
    file = folder.resolve("x.properties");
    load = new Load().argument("config=" + file);
  }

  private LoadedConfiguration with(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return load.now();
  }

  private LoadedConfiguration with(String text) throws IOException {
    return with(text.getBytes(UTF_8));
  }

  @Test
  void line_numbers_are_those_of_the_editor_also_after_comments_and_continued_lines()
      throws IOException {
    LoadedConfiguration loaded =
        with(
            "# one\r\n\r\n! three\\\r\nsecret-names = a,\\\r\n   b,\\\r\n   c\r\nport : 9\rhost"
                + " localhost\n");

    assertThat(loaded.problems()).isEmpty();
    Configuration configuration = loaded.configuration();
    assertThat(configuration.get(LogKeys.SECRET_NAMES)).containsExactly("a", "b", "c");
    assertThat(configuration.origin(LogKeys.SECRET_NAMES).place()).endsWith(", line 4");
    assertThat(configuration.get(Keys.PORT)).isEqualTo(9);
    assertThat(configuration.origin(Keys.PORT).place()).endsWith(", line 7");
    assertThat(configuration.get(Keys.HOST)).isEqualTo("localhost");
    assertThat(configuration.origin(Keys.HOST).place()).endsWith(", line 8");
  }

  @Test
  void a_file_of_an_editor_that_writes_a_byte_order_mark_is_read() throws IOException {
    assertThat(with("\ufeffport=9\n").configuration().get(Keys.PORT)).isEqualTo(9);
  }

  @Test
  void text_is_utf_8_and_escapes_are_those_of_properties() throws IOException {
    LoadedConfiguration loaded = with("service.name=Bücher 书 \\u00e9\\=\n");

    assertThat(loaded.configuration().get(Keys.SERVICE_NAME)).isEqualTo("Bücher 书 é=");
  }

  @Test
  void latin_1_bytes_lose_their_own_line_only() throws IOException {
    LoadedConfiguration loaded =
        with("# gr\u00fc\u00df\nservice.name=B\u00fccher\nport=9\n".getBytes(ISO_8859_1));

    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(9);
    assertThat(loaded.configuration().find(Keys.SERVICE_NAME)).isNull();
    assertThat(loaded.problems())
        .containsExactly(
            "service.name (file "
                + file
                + ", line 2) is not UTF-8; it is ignored and the default stays.");
  }

  @Test
  void a_wrong_escape_loses_its_own_setting_only() throws IOException {
    LoadedConfiguration loaded =
        with("service.name=\\uZZZZ\nservice.version=\\u12\ndata-dir=C:\\data\nport=9\n");

    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(9);
    assertThat(loaded.problems())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains("has a backslash that starts no escape"));
  }

  @Test
  void a_windows_path_that_became_a_tab_is_refused_with_the_way_out() throws IOException {
    assertThat(with("data-dir=C:\\temp\n").problems())
        .singleElement()
        .asString()
        .contains("data-dir = \"C:?emp\"", "write / or \\\\ for a backslash");
  }

  @Test
  void a_file_larger_than_1_mb_is_ignored() throws IOException {
    byte[] large = new byte[2 * 1024 * 1024];
    Arrays.fill(large, (byte) '\n');
    byte[] start = "port=9\n".getBytes(UTF_8);
    System.arraycopy(start, 0, large, 0, start.length);
    LoadedConfiguration loaded = with(large);

    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(8274);
    assertThat(loaded.propertiesFile()).isNull();
    assertThat(loaded.problems())
        .containsExactly(
            "The properties file "
                + file
                + " is larger than 1 MB; it is ignored and the defaults stay.");
    byte[] most = Arrays.copyOf(large, 1024 * 1024);
    assertThat(with(most).configuration().get(Keys.PORT)).isEqualTo(9);
  }

  @Test
  void binary_and_utf_16_files_are_ignored_as_a_whole() throws IOException {
    byte[] random = new byte[4096];
    new Random(7).nextBytes(random);
    random[100] = 0;
    assertThat(with(random).problems())
        .containsExactly(
            "The properties file "
                + file
                + " is not a text file in UTF-8; it is ignored and the defaults stay.");
    assertThat(with("\ufeffport=9\n".getBytes(UTF_16LE)).problems())
        .singleElement()
        .asString()
        .contains("is not a text file");
  }

  @Test
  void random_bytes_never_throw_and_never_flood() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = new byte[random.nextInt(3000)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            (byte)
                (random.nextInt(4) == 0
                    ? "\\\n=u:# ".charAt(random.nextInt(7))
                    : 1 + random.nextInt(255));
      }
      assertThat(with(bytes).problems()).hasSizeLessThanOrEqualTo(Problems.MAX_PROBLEMS + 1);
    }
  }

  @Test
  void a_key_that_is_set_twice_is_named_and_the_later_line_counts() throws IOException {
    LoadedConfiguration loaded = with("port=1\n\nport=2\n");

    assertThat(loaded.configuration().get(Keys.PORT)).isEqualTo(2);
    assertThat(loaded.problems())
        .containsExactly(
            "port (file " + file + ", line 3) is set before in line 1; the later line counts.");
  }

  @Test
  void a_line_without_a_name_is_named_by_its_number() throws IOException {
    assertThat(with("port=9\n= x\n").problems())
        .containsExactly(
            "A setting (file "
                + file
                + ", line 2) has no name; it is ignored and the default stays.");
  }

  @Test
  void what_properties_reads_is_read_alike() throws IOException {
    Random random = new Random(5);
    String alphabet = "ab= :#!\\\n\r\t,.x\f";
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        // A letter after a backslash is refused here on purpose, and taken there.
        if (!Character.isLetter(c) || text.isEmpty() || text.charAt(text.length() - 1) != '\\') {
          text.append(c);
        }
      }
      String source = text.toString();
      Properties properties = new Properties();
      properties.load(
          new InputStreamReader(new ByteArrayInputStream(source.getBytes(UTF_8)), UTF_8));
      // Nothing can be set without a name; that is a problem here and an entry there.
      properties.remove("");
      Files.writeString(file, source);
      Problems problems = new Problems();
      List<RawSetting> settings =
          Objects.requireNonNull(PropertiesFile.read(file.toFile(), problems));

      TreeMap<String, String> read = new TreeMap<>();
      for (RawSetting setting : settings) {
        read.put(setting.name, setting.text);
      }
      assertThat(read).as("source %s", source).isEqualTo(new TreeMap<>(properties));
    }
  }
}
