package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opsagent.storage.testkit.ChildJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentStateFileTest {
  private static final String NAME = "agent.properties";
  private static final AgentState STATE =
      new AgentState(
          ProcessHandle.current().pid(),
          "http://127.0.0.1:8274/ops",
          Instant.parse("2026-03-01T10:00:00.5Z"),
          AgentState.newKey(),
          "0.1.0-SNAPSHOT",
          "Größe = \\ 日本 😀 #shop");

  @Test
  void what_was_written_is_read_and_gone_after_it_was_removed(@TempDir File folder)
      throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      AgentStateFile file = new AgentStateFile(directory);
      assertThat(file.read()).isEmpty();
      file.write(STATE);
      assertThat(file.read()).contains(STATE);
      file.remove();
      assertThat(file.read()).isEmpty();
      file.remove();
    }
  }

  @Test
  void the_file_is_its_owners_alone_and_writing_leaves_no_other_behind(@TempDir File folder)
      throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      Path slot = directory.slotDirectory().toPath();
      Files.writeString(slot.resolve(NAME + ".new"), "left by a process that was killed");
      new AgentStateFile(directory).write(STATE);
      new AgentStateFile(directory).write(STATE);
      assertThat(slot.toFile().list()).containsExactlyInAnyOrder("lock", NAME);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(slot.resolve(NAME))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_key_is_256_bits_and_never_the_same() {
    assertThat(Base64.getUrlDecoder().decode(STATE.key())).hasSize(32);
    assertThat(AgentState.newKey()).isNotEqualTo(STATE.key());
  }

  @Test
  void the_key_is_not_in_the_text_of_a_state() {
    assertThat(STATE.toString()).doesNotContain(STATE.key()).contains(STATE.url());
  }

  @Test
  void a_file_that_was_cut_anywhere_is_read_without_failure(@TempDir File folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      AgentStateFile file = new AgentStateFile(directory);
      file.write(STATE);
      Path path = directory.slotDirectory().toPath().resolve(NAME);
      byte[] whole = Files.readAllBytes(path);
      for (int length = 0; length < whole.length; length++) {
        Files.write(path, Arrays.copyOf(whole, length));
        file.read()
            .ifPresent(state -> assertThat(state.key()).as("a whole key").isEqualTo(STATE.key()));
      }
      Files.write(path, new byte[0]);
      assertThat(file.read()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pid=0",
        "pid=-5",
        "pid=99999999999999999999",
        "pid=x",
        "url=http://evil.example/ops",
        "url=http://127.0.0.1.evil.example/",
        "url=http://user@127.0.0.1/",
        "url=file:///etc/passwd",
        "url=:::",
        "key=short",
        "started=yesterday",
        "service=",
        "service=a\\u001b[31mred",
        "version=\\u00",
      })
  void a_hostile_member_makes_the_file_unbelievable(String line, @TempDir File folder)
      throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      AgentStateFile file = new AgentStateFile(directory);
      file.write(STATE);
      Path path = directory.slotDirectory().toPath().resolve(NAME);
      Files.writeString(path, Files.readString(path) + "\n" + line + "\n");
      assertThat(file.read()).isEmpty();
    }
  }

  @Test
  void a_huge_file_a_folder_and_a_link_are_not_read(@TempDir Path folder) throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder.toFile())) {
      AgentStateFile file = new AgentStateFile(directory);
      file.write(STATE);
      Path path = directory.slotDirectory().toPath().resolve(NAME);
      Path elsewhere = folder.resolve("elsewhere");
      Files.move(path, elsewhere);
      Files.createSymbolicLink(path, elsewhere);
      assertThat(file.read()).isEmpty();
      Files.delete(path);
      Files.createDirectory(path);
      assertThat(file.read()).isEmpty();
      Files.delete(path);
      Files.writeString(path, Files.readString(elsewhere) + "#" + "x".repeat(20_000));
      assertThat(file.read()).isEmpty();
    }
  }

  @Test
  void a_state_that_could_not_be_read_back_is_not_written(@TempDir File folder) throws Exception {
    AgentState open =
        new AgentState(1, "http://0.0.0.0:8274/ops", STATE.started(), STATE.key(), "0.1.0", "shop");
    try (DataDirectory directory = DataDirectory.open(folder)) {
      AgentStateFile file = new AgentStateFile(directory);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.write(open))
          .withMessageContaining("url")
          .withMessageContaining("http://0.0.0.0:8274/ops");
      assertThat(file.read()).isEmpty();
    }
  }

  @Test
  void a_process_that_holds_its_slot_is_listed_until_it_is_killed(@TempDir File folder)
      throws Exception {
    try (ChildJvm other = ChildJvm.start(HoldSlot.class, folder.getPath())) {
      other.await("slot 0");
      assertThat(AgentStateFile.live(folder))
          .singleElement()
          .satisfies(
              state -> {
                assertThat(state.pid()).isEqualTo(other.pid());
                assertThat(state.key()).isEqualTo(HoldSlot.KEY);
              });
      other.kill();
      assertThat(AgentStateFile.live(folder)).isEmpty();
    }
  }

  @Test
  void a_state_whose_process_id_belongs_to_somebody_else_now_is_not_listed(@TempDir File folder)
      throws Exception {
    try (DataDirectory directory = DataDirectory.open(folder)) {
      // This process is alive, but when the slot is free it does not hold it.
      new AgentStateFile(directory).write(STATE);
      assertThat(AgentStateFile.live(folder)).containsExactly(STATE);
    }
    assertThat(AgentStateFile.live(folder)).isEmpty();
  }

  @Test
  void listing_a_folder_that_is_not_there_finds_nothing_and_makes_nothing(@TempDir Path folder) {
    assertThat(AgentStateFile.live(folder.resolve("none").toFile())).isEmpty();
    assertThat(AgentStateFile.live(folder.toFile())).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }
}
