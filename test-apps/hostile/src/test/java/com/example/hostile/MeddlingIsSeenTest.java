package com.example.hostile;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proves that the comparison of {@link HostileApplicationTest} can fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeddlingIsSeenTest {
  private final Observer observer;
  private final Path agentJar;
  private final Observation alone;

  MeddlingIsSeenTest(@TempDir Path directory) throws Exception {
    agentJar = packAgent(directory.resolve("meddling.jar"));
    observer = new Observer(Path.of(System.getProperty("java.home")), directory);
    alone = observer.once(Optional.empty());
  }

  @Test
  void an_agent_that_does_nothing_changes_nothing() throws Exception {
    Observation withAgent = observer.once(Optional.of(agentJar + "=NOTHING"));

    assertThatCode(() -> Comparison.assertUnchanged(alone, withAgent)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void an_agent_that_meddles_is_seen(Meddling meddling) throws Exception {
    Observation withAgent = observer.once(Optional.of(agentJar + "=" + meddling));

    assertThatThrownBy(() -> Comparison.assertUnchanged(alone, withAgent))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(meddling.expected());
  }

  private static Path packAgent(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", MeddlingAgent.class.getName());
    String entry = MeddlingAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream in =
            Objects.requireNonNull(
                MeddlingIsSeenTest.class.getClassLoader().getResourceAsStream(entry))) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
    return jar;
  }
}
