package io.opsagent.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsagent.settings.Configuration;
import io.opsagent.settings.DatabaseEngineName;
import io.opsagent.settings.DatabaseKeys;
import io.opsagent.settings.Keys;
import io.opsagent.storage.DatabaseCredentials;
import io.opsagent.storage.DatabaseEngine;
import io.opsagent.storage.DatabaseSettings;
import io.opsagent.storage.PasswordKey;
import io.opsagent.storage.StorageException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseConfigurationTest {
  private final Path folder;

  DatabaseConfigurationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void without_any_key_the_database_is_the_embedded_one() {
    assertThat(settings(builder())).isInstanceOf(DatabaseSettings.Embedded.class);
    assertThat(settings(builder().set(DatabaseKeys.ENGINE, DatabaseEngineName.H2)))
        .isInstanceOf(DatabaseSettings.Embedded.class);
  }

  @Test
  void parts_become_a_url_with_the_engines_own_port() {
    DatabaseSettings.Server server =
        server(
            builder()
                .set(DatabaseKeys.ENGINE, DatabaseEngineName.POSTGRESQL)
                .set(DatabaseKeys.HOST, "::1")
                .set(DatabaseKeys.NAME, "ops"));
    assertThat(server.url()).isEqualTo("jdbc:postgresql://[::1]:5432/ops");
    assertThat(server.engine()).isEqualTo(DatabaseEngine.POSTGRESQL);
    assertThat(server.poolSize()).isEqualTo(4);
    assertThat(server.plugins()).isEqualTo(folder.resolve("plugins").toFile());
  }

  @Test
  void url_and_parts_together_name_no_database() {
    DatabaseSettings settings =
        settings(
            builder().set(DatabaseKeys.URL, "jdbc:mysql://db/ops").set(DatabaseKeys.NAME, "ops"));
    assertThat(settings).isInstanceOf(DatabaseSettings.Unusable.class);
    assertThat(((DatabaseSettings.Unusable) settings).reason())
        .contains("database.url", "database.name");
  }

  @Test
  void a_corrected_password_is_seen_by_the_next_connection() {
    AtomicReference<Configuration> current =
        new AtomicReference<>(onServer().set(DatabaseKeys.PASSWORD, "wrong").build());
    DatabaseSettings.Server server =
        (DatabaseSettings.Server) DatabaseConfiguration.settings(current::get);
    assertThat(server.credentials().get().password()).isEqualTo("wrong");
    current.set(onServer().set(DatabaseKeys.PASSWORD, "right").build());
    assertThat(server.credentials().get().password()).isEqualTo("right");
    assertThat(server + " " + server.credentials().get()).doesNotContain("right", "mysql://");
  }

  @Test
  void a_password_file_is_its_first_line_and_is_read_each_time() throws Exception {
    Path file = folder.resolve("password");
    DatabaseSettings.Server server =
        server(onServer().set(DatabaseKeys.PASSWORD_FILE, file.toFile()));
    assertThatThrownBy(() -> server.credentials().get())
        .isInstanceOf(StorageException.class)
        .hasMessageContainingAll("database.password-file", file.toString(), "no such file");
    Files.writeString(file, " pass wörd \r\nmore\n");
    assertThat(server.credentials().get().password()).isEqualTo(" pass wörd ");
  }

  @Test
  void an_encrypted_password_is_read_with_its_key_and_another_key_is_one_line() throws Exception {
    File key = folder.resolve("key").toFile();
    String text = PasswordKey.openOrCreate(key).encrypt("s3cret");
    Configuration.Builder builder =
        onServer().set(DatabaseKeys.PASSWORD_ENCRYPTED, text).set(DatabaseKeys.KEY_FILE, key);
    DatabaseCredentials credentials = server(builder).credentials().get();
    assertThat(credentials.username()).isEqualTo("agent");
    assertThat(credentials.password()).isEqualTo("s3cret");

    Files.delete(key.toPath());
    assertThatThrownBy(() -> server(builder).credentials().get())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("database.key-file = " + key);
    PasswordKey.openOrCreate(key);
    assertThatThrownBy(() -> server(builder).credentials().get())
        .isInstanceOf(StorageException.class)
        .hasMessageContainingAll("database.password-encrypted", "encrypt --key-file " + key)
        .message()
        .doesNotContain(text);
  }

  private Configuration.Builder onServer() {
    return builder()
        .set(DatabaseKeys.URL, "jdbc:mysql://db/ops")
        .set(DatabaseKeys.USERNAME, "agent");
  }

  private Configuration.Builder builder() {
    return Configuration.builder().set(Keys.DATA_DIR, folder.toFile());
  }

  private static DatabaseSettings settings(Configuration.Builder builder) {
    Configuration configuration = builder.build();
    return DatabaseConfiguration.settings(() -> configuration);
  }

  private static DatabaseSettings.Server server(Configuration.Builder builder) {
    return (DatabaseSettings.Server) settings(builder);
  }
}
