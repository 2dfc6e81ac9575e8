package io.opsagent.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds instrumentation.md 1.8: what runs in premain mentions nothing that must stay cold. */
class PremainBudgetTest {
  private static final List<String> FORBIDDEN =
      List.of(
          "java/nio/file",
          "java/util/logging",
          "java/util/regex",
          "java/util/stream",
          "java/util/function",
          "java/time",
          "java/net/",
          "java/lang/invoke",
          "java/lang/management",
          "java/util/concurrent/ForkJoin",
          "(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;",
          "(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;",
          "(Ljava/lang/String;)[Ljava/lang/String;",
          "replaceAll",
          "replaceFirst",
          "toPath",
          "DefaultCharset");

  @Test
  void no_class_of_the_settings_mentions_what_premain_must_not_touch()
      throws IOException, URISyntaxException {
    Path root =
        Path.of(Keys.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("io/opsagent/settings");
    try (Stream<Path> files = Files.list(root)) {
      List<Path> classes = files.filter(file -> file.toString().endsWith(".class")).toList();
      assertThat(classes).hasSizeGreaterThan(20);
      for (Path file : classes) {
        String constants = new String(Files.readAllBytes(file), ISO_8859_1);
        for (String word : FORBIDDEN) {
          assertThat(constants.contains(word))
              .as("%s mentions %s", file.getFileName(), word)
              .isFalse();
        }
      }
    }
  }
}
