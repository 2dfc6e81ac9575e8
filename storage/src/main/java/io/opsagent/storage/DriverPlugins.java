package io.opsagent.storage;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * JDBC drivers that a user put into the {@code plugins} folder of the data directory, in a class
 * loader of their own that sees nothing of the agent or the application.
 */
final class DriverPlugins {
  private static final int MAX_JARS = 50;

  private DriverPlugins() {}

  /**
   * A driver of the folder that takes this URL, if there is one. Its class loader lives as long as
   * it does.
   *
   * @throws StorageException when the folder cannot be read, or a driver in it cannot be loaded
   */
  static Optional<Driver> find(File folder, String url) {
    List<URL> jars = jars(folder.toPath());
    if (jars.isEmpty()) {
      return Optional.empty();
    }
    URLClassLoader loader = new DriverLoader(jars);
    try {
      for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
        // Not one of the JDK's.
        if (driver.getClass().getClassLoader() == loader && driver.acceptsURL(url)) {
          return Optional.of(driver);
        }
      }
      loader.close();
      return Optional.empty();
    } catch (ServiceConfigurationError | SQLException | LinkageError | IOException e) {
      throw new StorageException(
          "A driver in " + folder + " cannot be loaded (" + e.getMessage() + ")", e);
    }
  }

  /** A class of its own, by whose name the weaving leaves the agent's drivers alone. */
  private static final class DriverLoader extends URLClassLoader {
    static {
      registerAsParallelCapable();
    }

    DriverLoader(List<URL> jars) {
      super("opsagent-plugins", jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }
  }

  private static List<URL> jars(Path folder) {
    List<URL> jars = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return jars;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : files) {
        jars.add(file.toUri().toURL());
      }
    } catch (MalformedURLException e) {
      throw new StorageException("The folder " + folder + " has no URL", e);
    } catch (IOException e) {
      throw new StorageException("The folder " + folder + " cannot be read", e);
    }
    if (jars.size() > MAX_JARS) {
      throw new StorageException(
          "The folder " + folder + " has " + jars.size() + " jars; allowed are " + MAX_JARS);
    }
    return jars;
  }
}
