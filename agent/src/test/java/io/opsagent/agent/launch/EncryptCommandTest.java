package io.opsagent.agent.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsagent.storage.PasswordKey;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EncryptCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final File keyFile;

  EncryptCommandTest(@TempDir Path folder) {
    this.keyFile = folder.resolve("ops.key").toFile();
  }

  @Test
  void what_is_printed_is_read_by_the_agent_as_the_password() throws Exception {
    assertThat(run(() -> "s3cret ü")).isZero();
    Properties printed = new Properties();
    printed.load(new StringReader(out.toString()));
    assertThat(printed).containsOnlyKeys("database.password-encrypted", "database.key-file");
    assertThat(out.toString()).doesNotContain("s3cret");
    PasswordKey key = PasswordKey.open(new File(printed.getProperty("database.key-file")));
    assertThat(key.decrypt(printed.getProperty("database.password-encrypted")))
        .isEqualTo("s3cret ü");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_file_that_is_no_key_file_is_one_line() throws Exception {
    Files.writeString(keyFile.toPath(), "something else");
    assertThat(run(() -> "s3cret")).isEqualTo(1);
    assertThat(err.toString().lines()).singleElement().asString().contains("is no key file");
    assertThat(keyFile).hasContent("something else");
  }

  @Test
  void without_a_password_no_key_file_is_made() {
    assertThat(run(() -> "")).isEqualTo(1);
    assertThat(
            run(
                () -> {
                  throw new IOException("standard input is empty");
                }))
        .isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(keyFile).doesNotExist();
  }

  private int run(Callable<String> password) {
    CommandLine command = new CommandLine(new EncryptCommand(password));
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute("--key-file", keyFile.getPath());
  }
}
