package io.opsagent.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contrast of colours on each other by WCAG 2, in both themes (console.md 11). */
class TokenContrastTest {
  private static final double TEXT = 4.5;
  private static final double MARK = 3.0;

  private static final List<String> SURFACES =
      List.of("canvas", "surface", "raised", "sunken", "hover");
  private static final List<String> TEXTS =
      List.of(
          "text",
          "text-2",
          "text-3",
          "accent",
          "axis",
          "s2-text",
          "s3-text",
          "s4-text",
          "s5-text",
          "ok-text",
          "warn-text",
          "bad-text",
          "mask",
          "j-key",
          "j-str",
          "j-num",
          "j-lit");
  private static final List<String> MARKS =
      List.of(
          "s2",
          "s3",
          "s4",
          "s5",
          "ok",
          "warn",
          "bad",
          "time",
          "time-2",
          "time-3",
          "cap",
          "ghost",
          "control-line",
          "focus",
          "c1",
          "c2",
          "c3",
          "c4",
          "c5",
          "c6");

  /** A text, and the ground below it that belongs to it. */
  private static final Map<String, List<String>> GROUNDS =
      Map.of(
          "s2-wash", List.of("text", "s2-text"),
          "s3-wash", List.of("text", "s3-text"),
          "s4-wash", List.of("text", "text-2", "warn-text"),
          "s5-wash", List.of("text", "text-2", "bad-text"),
          "ok-wash", List.of("text", "ok-text"),
          "accent-wash", List.of("text", "accent"),
          "mask-wash", List.of("mask"),
          "selected", List.of("text", "text-2", "text-3", "bad-text"),
          "ink", List.of("on-ink"));

  private static final Pattern TOKEN =
      Pattern.compile("--([a-z0-9-]+):\\s*(#[0-9a-fA-F]{6}|var\\(--[a-z0-9-]+\\))\\s*;");

  static Stream<Arguments> textPairs() {
    return pairs(TEXTS);
  }

  static Stream<Arguments> markPairs() {
    return pairs(MARKS).filter(pair -> !"hover".equals(pair.get()[2]));
  }

  private static Stream<Arguments> pairs(List<String> names) {
    return themes()
        .flatMap(
            theme ->
                names.stream()
                    .flatMap(
                        name ->
                            SURFACES.stream().map(surface -> Arguments.of(theme, name, surface))));
  }

  static Stream<Arguments> groundPairs() {
    return themes()
        .flatMap(
            theme ->
                GROUNDS.entrySet().stream()
                    .flatMap(
                        ground ->
                            ground.getValue().stream()
                                .map(text -> Arguments.of(theme, text, ground.getKey()))));
  }

  private static Stream<String> themes() {
    return Stream.of("light", "dark");
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @MethodSource({"textPairs", "groundPairs"})
  void a_text_can_be_read_on_its_ground(String theme, String text, String ground)
      throws IOException {
    assertThat(contrast(theme, text, ground)).isGreaterThanOrEqualTo(TEXT);
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @MethodSource("markPairs")
  void a_mark_stands_out_from_its_surface(String theme, String mark, String surface)
      throws IOException {
    assertThat(contrast(theme, mark, surface)).isGreaterThanOrEqualTo(MARK);
  }

  private static double contrast(String theme, String front, String back) throws IOException {
    Map<String, String> tokens = tokens(theme);
    double one = luminance(colour(tokens, front));
    double other = luminance(colour(tokens, back));
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  /** Those of the light theme, and over them those of the dark one. */
  private static Map<String, String> tokens(String theme) throws IOException {
    String css = Files.readString(Path.of("src/main/console/css/tokens.css"));
    int dark = css.indexOf(":root[data-theme=\"dark\"] {");
    int end = css.indexOf("/* the whole console grows");
    assertThat(dark).isPositive();
    assertThat(end).isGreaterThan(dark);
    Map<String, String> tokens = new LinkedHashMap<>();
    read(css.substring(0, dark), tokens);
    if (theme.equals("dark")) {
      read(css.substring(dark, end), tokens);
    }
    return tokens;
  }

  private static void read(String css, Map<String, String> tokens) {
    Matcher matcher = TOKEN.matcher(css);
    while (matcher.find()) {
      tokens.put(matcher.group(1), matcher.group(2));
    }
  }

  private static String colour(Map<String, String> tokens, String name) {
    String value = Objects.requireNonNull(tokens.get(name), name);
    return value.startsWith("var(")
        ? colour(tokens, value.substring("var(--".length(), value.length() - 1))
        : value;
  }

  private static double luminance(String hex) {
    return 0.2126 * linear(hex, 1) + 0.7152 * linear(hex, 3) + 0.0722 * linear(hex, 5);
  }

  private static double linear(String hex, int at) {
    double share = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
