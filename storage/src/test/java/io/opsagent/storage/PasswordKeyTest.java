package io.opsagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordKeyTest {
  private final File file;

  PasswordKeyTest(@TempDir Path folder) {
    this.file = folder.resolve("key").toFile();
  }

  @Test
  void a_password_is_readable_with_the_key_of_the_same_file_only() throws Exception {
    String password = "pä ss:wörd=€ 😀";
    String text = PasswordKey.openOrCreate(file).encrypt(password);
    assertThat(text).startsWith("v1:").doesNotContain("ss", "wörd");
    assertThat(PasswordKey.open(file).decrypt(text)).isEqualTo(password);
    assertThat(PasswordKey.openOrCreate(file).decrypt(text)).isEqualTo(password);

    PasswordKey other = PasswordKey.openOrCreate(new File(file.getPath() + "2"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.decrypt(text))
        .withMessageContaining("another key");
  }

  @Test
  void a_text_that_was_changed_is_refused() throws Exception {
    PasswordKey key = PasswordKey.openOrCreate(file);
    String text = key.encrypt("secret");
    for (String changed :
        new String[] {text.substring(0, text.length() - 4), "v2" + text.substring(2), "v1:?", ""}) {
      assertThatIllegalArgumentException().isThrownBy(() -> key.decrypt(changed));
    }
  }

  @Test
  void the_same_password_is_another_text_each_time() throws Exception {
    PasswordKey key = PasswordKey.openOrCreate(file);
    assertThat(key.encrypt("a")).isNotEqualTo(key.encrypt("a"));
  }

  @Test
  void a_new_key_file_is_its_owners_alone() throws Exception {
    PasswordKey.openOrCreate(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.toPath())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_file_that_holds_something_else_is_left_alone() throws Exception {
    Files.writeString(file.toPath(), "password=1\n");
    assertThatThrownBy(() -> PasswordKey.openOrCreate(file))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(file.getPath(), "is no key file");
    assertThat(file).hasContent("password=1");
    assertThatThrownBy(() -> PasswordKey.open(new File(file.getPath() + "-none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
