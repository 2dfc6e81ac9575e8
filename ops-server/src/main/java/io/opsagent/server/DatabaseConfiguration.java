package io.opsagent.server;

import io.opsagent.settings.Configuration;
import io.opsagent.settings.DatabaseEngineName;
import io.opsagent.settings.DatabaseKeys;
import io.opsagent.settings.Keys;
import io.opsagent.storage.DatabaseCredentials;
import io.opsagent.storage.DatabaseEngine;
import io.opsagent.storage.DatabaseSettings;
import io.opsagent.storage.PasswordKey;
import io.opsagent.storage.StorageException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the {@code database.*} keys mean for the storage. Never shows a value of a secret. */
final class DatabaseConfiguration {
  private static final int MAX_PASSWORD_CHARS = 4_096;
  private static final String PLUGINS = "plugins";
  private static final Pattern PLAIN_URL =
      Pattern.compile(
          "jdbc:[a-z]+://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::(\\d{1,5}))?/([A-Za-z0-9_.-]*)(?:\\?.*)?");

  private DatabaseConfiguration() {}

  /**
   * The settings of the database.
   *
   * @param current the configuration in force, asked again for each connection, since user and
   *     password may have been corrected
   */
  static DatabaseSettings settings(Supplier<Configuration> current) {
    Configuration configuration = current.get();
    String problem = DatabaseKeys.problem(configuration);
    if (problem != null) {
      return new DatabaseSettings.Unusable(problem);
    }
    String url = configuration.find(DatabaseKeys.URL);
    DatabaseEngine engine;
    if (url != null) {
      engine = DatabaseEngine.ofUrl(url).orElseThrow();
    } else {
      DatabaseEngineName name = configuration.find(DatabaseKeys.ENGINE);
      if (name == null || name == DatabaseEngineName.H2) {
        return new DatabaseSettings.Embedded();
      }
      engine = DatabaseEngine.valueOf(name.name());
      url = urlOfParts(configuration, engine);
    }
    return new DatabaseSettings.Server(
        engine,
        url,
        () -> credentials(current.get()),
        configuration.get(DatabaseKeys.POOL_SIZE),
        new File(configuration.get(Keys.DATA_DIR), PLUGINS));
  }

  /**
   * Where a database on a server is, as far as it can be shown: a URL of an unusual form may hold a
   * password anywhere.
   *
   * @param type {@code postgresql}, {@code mysql} or {@code mariadb}
   * @param name of the database, or null
   * @param host of the server, or null
   * @param port of the server, or null
   */
  record Address(
      String type, @Nullable String name, @Nullable String host, @Nullable Integer port) {}

  /** The address of the database on a server. */
  static Address address(Configuration configuration) {
    if (!(settings(() -> configuration) instanceof DatabaseSettings.Server server)) {
      return new Address("unknown", null, null, null);
    }
    String type = server.engine().name().toLowerCase(Locale.ROOT);
    Matcher plain = PLAIN_URL.matcher(server.url());
    if (!plain.matches()) {
      return new Address(type, null, null, null);
    }
    String port = plain.group(2);
    return new Address(
        type,
        plain.group(3),
        plain.group(1),
        port == null ? (Integer) server.engine().port() : Integer.valueOf(port));
  }

  private static String urlOfParts(Configuration configuration, DatabaseEngine engine) {
    String host = configuration.find(DatabaseKeys.HOST);
    Integer port = configuration.find(DatabaseKeys.PORT);
    return engine.url(
        host == null ? "localhost" : host,
        port == null ? engine.port() : port,
        configuration.get(DatabaseKeys.NAME));
  }

  private static DatabaseCredentials credentials(Configuration configuration) {
    return new DatabaseCredentials(
        configuration.find(DatabaseKeys.USERNAME), password(configuration));
  }

  private static @Nullable String password(Configuration configuration) {
    File file = configuration.find(DatabaseKeys.PASSWORD_FILE);
    if (file != null) {
      return firstLine(file);
    }
    String encrypted = configuration.find(DatabaseKeys.PASSWORD_ENCRYPTED);
    return encrypted == null
        ? configuration.find(DatabaseKeys.PASSWORD)
        : decrypted(encrypted, configuration.get(DatabaseKeys.KEY_FILE));
  }

  private static String firstLine(File file) {
    try (BufferedReader reader = Files.newBufferedReader(file.toPath(), StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      for (int c = reader.read(); c >= 0 && c != '\n' && c != '\r'; c = reader.read()) {
        if (line.length() == MAX_PASSWORD_CHARS) {
          throw new IOException(
              "its first line has more than " + MAX_PASSWORD_CHARS + " characters");
        }
        line.append((char) c);
      }
      return line.toString();
    } catch (IOException e) {
      throw new StorageException(
          "database.password-file = "
              + file
              + " cannot be read ("
              + reason(e)
              + "). Write the password into its first line, or name another file.",
          e);
    }
  }

  private static String decrypted(String encrypted, File keyFile) {
    try {
      return PasswordKey.open(keyFile).decrypt(encrypted);
    } catch (IOException e) {
      throw new StorageException(
          "database.key-file = "
              + keyFile
              + " cannot be used ("
              + reason(e)
              + "). Name the file that database.password-encrypted was made with.",
          e);
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "database.password-encrypted cannot be read with database.key-file = "
              + keyFile
              + ": "
              + e.getMessage()
              + ". Run java -jar opsagent.jar encrypt --key-file "
              + keyFile
              + " again.",
          e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
