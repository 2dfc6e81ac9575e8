package io.opsagent.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that the sources of the console keep (docs/spec/console/console.md 10, 13, 14). */
class ConsoleSourcesTest {
  private static final Path SOURCES = Path.of("src/main/console");
  private static final int MAX_LINES = 400;

  private static final Pattern MARKUP_FROM_STRINGS =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|dangerouslySet|\\beval\\b"
              + "|new Function|createContextualFragment|DOMParser|srcdoc|setHTML");
  private static final Pattern KEY_IN_CODE = Pattern.compile("\\b(?:t|key)\\(\\s*'([^']+)'");
  private static final Pattern KEY_CHOSEN =
      Pattern.compile("\\bt\\([^()']*\\?[^;\\n]*?'([a-z_.0-9]+)'[^;\\n]*?'([a-z_.0-9]+)'");
  private static final Pattern PREFIX_IN_CODE = Pattern.compile("\\bnamed\\(\\s*'([^']+)'");
  private static final Pattern ENTRY =
      Pattern.compile("^  '((?:[^'\\\\]|\\\\.)+)': '((?:[^'\\\\]|\\\\.)*)',$", Pattern.MULTILINE);

  @Test
  void no_string_becomes_markup_or_code() {
    scripts()
        .forEach(
            (name, text) ->
                assertThat(MARKUP_FROM_STRINGS.matcher(text).results().map(MatchResult::group))
                    .as(name)
                    .isEmpty());
  }

  @Test
  void nothing_names_another_host() {
    scripts()
        .forEach(
            (name, text) ->
                assertThat(text.replace("http://www.w3.org/", ""))
                    .as(name)
                    .doesNotContain("http://", "https://"));
  }

  @Test
  void modules_are_short() {
    scripts()
        .forEach(
            (name, text) -> {
              if (!name.startsWith("words/")) {
                assertThat(text.lines().count()).as(name).isLessThanOrEqualTo(MAX_LINES);
              }
            });
  }

  @Test
  void both_languages_have_the_same_words() {
    Map<String, String> english = words("en");
    Map<String, String> chinese = words("zh");
    assertThat(english).hasSizeGreaterThan(100);
    assertThat(chinese.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) ->
            assertThat(placeholders(chinese.getOrDefault(key, "")))
                .as(key)
                .isEqualTo(placeholders(text)));
  }

  @Test
  void every_word_of_the_code_is_in_the_dictionary_and_every_word_there_is_used() {
    Set<String> known = words("en").keySet();
    Set<String> used = new TreeSet<>();
    List<String> prefixes = new ArrayList<>();
    scripts()
        .forEach(
            (name, text) -> {
              KEY_IN_CODE.matcher(text).results().forEach(hit -> used.add(hit.group(1)));
              KEY_CHOSEN
                  .matcher(text)
                  .results()
                  .forEach(
                      hit -> {
                        used.add(hit.group(1));
                        used.add(hit.group(2));
                      });
              PREFIX_IN_CODE.matcher(text).results().forEach(hit -> prefixes.add(hit.group(1)));
            });
    assertThat(known).containsAll(used);
    String all = String.join("\n", scripts().values());
    Set<String> unused =
        known.stream()
            .filter(key -> !used.contains(key) && !all.contains("'" + key + "'"))
            .filter(key -> prefixes.stream().noneMatch(key::startsWith))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unused).isEmpty();
  }

  @Test
  void the_tokens_are_those_of_the_design() throws IOException {
    assertThat(SOURCES.resolve("css/tokens.css"))
        .hasSameTextualContentAs(Path.of("../docs/spec/console/tokens.css"));
  }

  private static Set<String> placeholders(String text) {
    return Pattern.compile("\\{\\w+}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> words(String language) {
    Map<String, String> words = new LinkedHashMap<>();
    String text = read(SOURCES.resolve("words/" + language + ".js"));
    ENTRY
        .matcher(text)
        .results()
        .forEach(hit -> assertThat(words.put(hit.group(1), hit.group(2))).isNull());
    long lines = text.lines().filter(line -> line.startsWith("  '")).count();
    assertThat((long) words.size()).as("entries of " + language).isEqualTo(lines);
    return words;
  }

  private static Map<String, String> scripts() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      Map<String, String> scripts = new TreeMap<>();
      files
          .filter(file -> file.toString().endsWith(".js"))
          .forEach(
              file ->
                  scripts.put(SOURCES.relativize(file).toString().replace('\\', '/'), read(file)));
      return scripts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
