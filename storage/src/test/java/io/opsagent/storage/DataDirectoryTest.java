package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.opsagent.storage.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @Test
  void each_opening_takes_the_lowest_free_slot(@TempDir File folder) throws Exception {
    DataDirectory first = DataDirectory.open(folder);
    try (DataDirectory second = DataDirectory.open(folder)) {
      assertThat(first.slot()).isZero();
      assertThat(second.slot()).isEqualTo(1);
      assertThat(second.slotDirectory()).isEqualTo(new File(folder.getCanonicalFile(), "slot-1"));
      first.close();
      first.close();
      try (DataDirectory third = DataDirectory.open(folder)) {
        assertThat(third.slot()).isZero();
      }
    }
  }

  @Test
  void a_slot_that_another_process_holds_is_free_again_when_it_was_killed(@TempDir File folder)
      throws Exception {
    try (ChildJvm other = ChildJvm.start(HoldSlot.class, folder.getPath())) {
      assertThat(other.await("slot ")).isEqualTo("0");
      try (DataDirectory mine = DataDirectory.open(folder)) {
        assertThat(mine.slot()).isEqualTo(1);
      }
      other.kill();
      try (DataDirectory mine = DataDirectory.open(folder)) {
        assertThat(mine.slot()).isZero();
      }
    }
  }

  @Test
  void asking_for_a_slot_that_is_taken_does_not_free_it(@TempDir File folder) throws Exception {
    try (DataDirectory mine = DataDirectory.open(folder);
        DataDirectory second = DataDirectory.open(folder)) {
      assertThat(List.of(mine.slot(), second.slot())).containsExactly(0, 1);
      assertThat(AgentStateFile.live(folder)).isEmpty();
      try (ChildJvm other = ChildJvm.start(HoldSlot.class, folder.getPath())) {
        assertThat(other.await("slot ")).isEqualTo("2");
      }
    }
  }

  @Test
  void a_slot_that_another_copy_of_the_agent_in_this_process_holds_stays_taken(@TempDir File folder)
      throws Exception {
    URL classes = DataDirectory.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader copy =
            new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
        AutoCloseable held = openWith(copy, folder)) {
      assertThat(held.getClass()).isNotEqualTo(DataDirectory.class);
      try (DataDirectory mine = DataDirectory.open(folder);
          ChildJvm other = ChildJvm.start(HoldSlot.class, folder.getPath())) {
        assertThat(mine.slot()).isEqualTo(1);
        assertThat(other.await("slot ")).isEqualTo("2");
      }
    }
  }

  @Test
  void when_all_slots_are_taken_the_message_says_what_to_do(@TempDir File folder) throws Exception {
    List<DataDirectory> held = new ArrayList<>();
    try {
      for (int i = 0; i < DataDirectory.MAX_SLOTS; i++) {
        held.add(DataDirectory.open(folder));
      }
      assertThatThrownBy(() -> DataDirectory.open(folder))
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContainingAll(
              folder.getPath(), "no free slot", "64", "another data directory");
    } finally {
      held.forEach(DataDirectory::close);
    }
  }

  @Test
  void a_file_in_the_place_of_the_folder_is_named(@TempDir Path folder) throws Exception {
    File file = Files.writeString(folder.resolve("data"), "x").toFile();
    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContainingAll(file.getPath(), "there is a file of this name", "Choose a folder");
  }

  @Test
  void a_folder_that_nobody_can_write_is_named() {
    File file = new File("/proc/self/opsagent");
    assumeThat(new File("/proc/self")).isDirectory();
    assertThatThrownBy(() -> DataDirectory.open(file))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContainingAll(file.getPath(), "Choose a folder")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void a_path_that_is_no_path_is_refused() {
    assertThatThrownBy(() -> DataDirectory.open(new File("data\0")))
        .isInstanceOf(DataDirectoryException.class)
        .hasMessageContaining("not a valid path");
  }

  @Test
  void folders_that_are_made_are_open_to_their_owner_only(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("a/b");
    try (DataDirectory directory = DataDirectory.open(data.toFile())) {
      assertThat(permissions(folder.resolve("a"))).isEqualTo("rwx------");
      assertThat(permissions(data)).isEqualTo("rwx------");
      assertThat(permissions(directory.slotDirectory().toPath())).isEqualTo("rwx------");
      assertThat(permissions(data.resolve("slot-0/lock"))).isEqualTo("rw-------");
    }
  }

  @Test
  void the_permissions_of_an_existing_folder_stay_but_those_of_its_slots_do_not(
      @TempDir Path folder) throws Exception {
    Path slot = Files.createDirectory(folder.resolve("slot-0"));
    Path file = Files.writeString(slot.resolve("ops.mv.db.corrupt-1"), "x");
    for (Path path : List.of(folder, slot)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (DataDirectory directory = DataDirectory.open(folder.toFile())) {
      assertThat(directory.slot()).isZero();
      assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
      assertThat(permissions(slot)).isEqualTo("rwx------");
      assertThat(permissions(file)).isEqualTo("rw-------");
    }
  }

  @Test
  void a_slot_that_is_a_link_to_somewhere_else_is_passed_over(
      @TempDir Path folder, @TempDir Path elsewhere) throws Exception {
    Files.createSymbolicLink(folder.resolve("slot-0"), elsewhere);
    try (DataDirectory directory = DataDirectory.open(folder.toFile())) {
      assertThat(directory.slot()).isEqualTo(1);
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_slot_of_another_user_is_passed_over(@TempDir Path folder) throws Exception {
    Path slot = Files.createDirectory(folder.resolve("slot-0"));
    assumeThat(giveAway(slot)).as("may give a folder away").isTrue();
    try (DataDirectory directory = DataDirectory.open(folder.toFile())) {
      assertThat(directory.slot()).isEqualTo(1);
    }
  }

  private static boolean giveAway(Path path) {
    try {
      Files.setAttribute(path, "unix:uid", 65_534);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static AutoCloseable openWith(ClassLoader copy, File folder) throws Exception {
    Method open = copy.loadClass(DataDirectory.class.getName()).getMethod("open", File.class);
    return (AutoCloseable) open.invoke(null, folder);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
