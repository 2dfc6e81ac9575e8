package io.opsagent.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLoaderTest {
  @TempDir Path folder;

  @Test
  void a_class_comes_from_the_archive_and_not_from_the_application() throws Exception {
    String name = Tools.class.getName();
    String entry = name.replace('.', '/') + ".class";
    try (InputStream in = requireNonNull(Tools.class.getClassLoader().getResourceAsStream(entry));
        AgentLoader loader = loader(17, Map.of(entry, in.readAllBytes()))) {
      Class<?> type = loader.loadClass(name);

      assertThat(type.getClassLoader()).isSameAs(loader);
      assertThat(type.getPackage().getName()).isEqualTo("io.opsagent.agent");
      assertThat(loader.loadClass(name)).isSameAs(type).isNotSameAs(Tools.class);
      assertThatThrownBy(() -> loader.loadClass(OpsAgent.class.getName()))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void threads_that_load_a_class_at_the_same_time_get_the_same_one() throws Exception {
    int threads = 4;
    List<String> names =
        List.of(
            Tools.class.getName(),
            Archive.class.getName(),
            ArchiveIndex.class.getName(),
            EntryUrlHandler.class.getName());
    Map<String, byte[]> entries = new TreeMap<>();
    for (String name : names) {
      String entry = name.replace('.', '/') + ".class";
      try (InputStream in =
          requireNonNull(Tools.class.getClassLoader().getResourceAsStream(entry))) {
        entries.put(entry, in.readAllBytes());
      }
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round < 200; round++) {
        try (AgentLoader loader = loader(17, entries)) {
          CyclicBarrier start = new CyclicBarrier(threads);
          List<Future<List<Class<?>>>> loads = new ArrayList<>();
          for (int i = 0; i < threads; i++) {
            loads.add(
                pool.submit(
                    () -> {
                      start.await();
                      List<Class<?>> types = new ArrayList<>();
                      for (String name : names) {
                        types.add(loader.loadClass(name));
                      }
                      return types;
                    }));
          }
          List<Class<?>> first = loads.get(0).get();
          assertThat(first).allMatch(type -> type.getClassLoader() == loader);
          for (Future<List<Class<?>>> load : loads) {
            assertThat(load.get()).isEqualTo(first);
          }
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_resource_is_the_same_through_its_stream_and_its_url() throws IOException {
    byte[] content = "some text".getBytes(UTF_8);
    try (AgentLoader loader = loader(17, Map.of("some/file.txt", content))) {
      URL url = requireNonNull(loader.getResource("some/file.txt"));

      assertThat(url).hasToString("opsagent:/some/file.txt");
      try (InputStream in = url.openStream();
          InputStream direct = requireNonNull(loader.getResourceAsStream("some/file.txt"))) {
        assertThat(in.readAllBytes()).isEqualTo(content);
        assertThat(direct.readAllBytes()).isEqualTo(content);
      }
      assertThat(Collections.list(loader.getResources("some/file.txt"))).hasSize(1);
    }
  }

  @Test
  void a_folder_and_an_unknown_name_are_no_resources() throws IOException {
    try (AgentLoader loader = loader(17, Map.of("some/file.txt", new byte[1]))) {
      for (String name : new String[] {"some", "some/", "some/other.txt", ""}) {
        assertThat(loader.getResource(name)).as(name).isNull();
        assertThat(loader.getResourceAsStream(name)).as(name).isNull();
        assertThat(Collections.list(loader.getResources(name))).as(name).isEmpty();
      }
      URL neighbour = new URL(requireNonNull(loader.getResource("some/file.txt")), "other.txt");
      assertThatIOException().isThrownBy(neighbour::openStream).withMessageContaining("other.txt");
    }
  }

  @Test
  void of_several_versions_the_newest_that_this_jvm_may_use_is_taken() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put("a", new byte[] {8});
    entries.put("META-INF/versions/17/a", new byte[] {17});
    entries.put("META-INF/versions/24/a", new byte[] {24});
    entries.put("META-INF/opsagent-versions.index", "17 a\n24 a\n".getBytes(UTF_8));

    assertThat(first(11, entries)).isEqualTo(8);
    assertThat(first(17, entries)).isEqualTo(17);
    assertThat(first(25, entries)).isEqualTo(24);
  }

  @Test
  void after_it_was_closed_nothing_is_found_and_nothing_but_class_not_found_is_thrown()
      throws IOException {
    AgentLoader loader = loader(17, Map.of("a", new byte[1], "some/Type.class", new byte[1]));
    loader.close();

    assertThat(loader.getResource("a")).isNull();
    assertThat(loader.getResourceAsStream("a")).isNull();
    assertThatThrownBy(() -> loader.loadClass("some.Type"))
        .isInstanceOf(ClassNotFoundException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  private int first(int javaVersion, Map<String, byte[]> entries) throws IOException {
    try (AgentLoader loader = loader(javaVersion, entries);
        InputStream in = requireNonNull(loader.getResourceAsStream("a"))) {
      return in.read();
    }
  }

  private AgentLoader loader(int javaVersion, Map<String, byte[]> entries) throws IOException {
    byte[] archive = ArchivePacker.pack(entries);
    CRC32 checksum = new CRC32();
    checksum.update(archive);
    ZipEntry entry = new ZipEntry(ArchivePacker.ENTRY);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(archive.length);
    entry.setCrc(checksum.getValue());
    File jar = folder.resolve("opsagent.jar").toFile();
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar.toPath()))) {
      zip.putNextEntry(entry);
      zip.write(archive);
      zip.closeEntry();
    }
    return new AgentLoader(jar, javaVersion);
  }
}
