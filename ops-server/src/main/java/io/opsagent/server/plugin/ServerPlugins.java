package io.opsagent.server.plugin;

import io.opsagent.server.codec.JsonCodec;
import io.opsagent.server.middleware.Middleware;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the jars in the folder {@code plugins} of the data directory bring for the server: {@link
 * Middleware}s and a {@link JsonCodec}. They are loaded in one class loader that sees the agent and
 * the JDK and nothing of the application; no class of the application sees them. Close it when the
 * server has stopped.
 */
public final class ServerPlugins implements AutoCloseable {
  /** With nothing in it. */
  public static final ServerPlugins NONE = new ServerPlugins(null, List.of(), null);

  private static final int MAX_JARS = 50;
  private static final int MAX_SERVICES = 50;
  private static final Logger LOG = LoggerFactory.getLogger(ServerPlugins.class);

  private final @Nullable URLClassLoader loader;
  private final List<Middleware> middlewares;
  private final @Nullable JsonCodec jsonCodec;

  private ServerPlugins(
      @Nullable URLClassLoader loader,
      List<Middleware> middlewares,
      @Nullable JsonCodec jsonCodec) {
    this.loader = loader;
    this.middlewares = List.copyOf(middlewares);
    this.jsonCodec = jsonCodec;
  }

  /**
   * Loads what the folder has. A class that cannot be loaded is left out and said; the server works
   * without it.
   *
   * @param folder need not exist; at most 50 jars of it are looked at, by name
   * @param notice takes one line for the operator for each thing that is left out
   */
  public static ServerPlugins load(File folder, Consumer<String> notice) {
    List<URL> jars = jars(folder.toPath(), notice);
    if (jars.isEmpty()) {
      return NONE;
    }
    URLClassLoader loader =
        new URLClassLoader(
            "opsagent-server-plugins",
            jars.toArray(new URL[0]),
            ServerPlugins.class.getClassLoader());
    List<Middleware> middlewares = services(Middleware.class, loader, folder, notice);
    List<JsonCodec> codecs = services(JsonCodec.class, loader, folder, notice);
    if (middlewares.isEmpty() && codecs.isEmpty()) {
      close(loader);
      return NONE;
    }
    if (codecs.size() > 1) {
      notice.accept(
          folder
              + " has "
              + codecs.size()
              + " JSON codecs; "
              + codecs.get(0).getClass().getName()
              + " is used. Leave one jar with a codec there.");
    }
    return new ServerPlugins(loader, middlewares, codecs.isEmpty() ? null : codecs.get(0));
  }

  /** The middlewares, in the order of the jars' names. */
  public List<Middleware> middlewares() {
    return middlewares;
  }

  /** The codec, or null for that of OpsAgent. */
  public @Nullable JsonCodec jsonCodec() {
    return jsonCodec;
  }

  @Override
  public void close() {
    if (loader != null) {
      close(loader);
    }
  }

  private static <T> List<T> services(
      Class<T> type, URLClassLoader loader, File folder, Consumer<String> notice) {
    List<T> found = new ArrayList<>();
    Iterator<T> services = ServiceLoader.load(type, loader).iterator();
    // Each failed step moves on to the next service, so the number of steps has an end.
    for (int step = 0; step < MAX_SERVICES; step++) {
      try {
        if (!services.hasNext()) {
          break;
        }
        T service = services.next();
        if (service.getClass().getClassLoader() == loader) {
          found.add(service);
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        LOG.warn("A {} of {} cannot be loaded", type.getSimpleName(), folder, e);
        notice.accept(
            "A "
                + type.getSimpleName()
                + " in "
                + folder
                + " cannot be loaded ("
                + e.getMessage()
                + "); it is left out. Take its jar away, or one that fits this release.");
      }
    }
    return found;
  }

  private static List<URL> jars(Path folder, Consumer<String> notice) {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : entries) {
        files.add(file);
      }
      files.sort(null);
      if (files.size() > MAX_JARS) {
        notice.accept(
            folder + " has " + files.size() + " jars; only the first " + MAX_JARS + " count.");
      }
      List<URL> jars = new ArrayList<>();
      for (Path file : files.subList(0, Math.min(MAX_JARS, files.size()))) {
        if (isJar(file, notice)) {
          jars.add(file.toUri().toURL());
        }
      }
      return jars;
    } catch (IOException e) {
      notice.accept(
          folder + " cannot be read (" + e.getMessage() + "); the server runs without plug-ins.");
      return List.of();
    }
  }

  private static boolean isJar(Path file, Consumer<String> notice) {
    try (ZipFile jar = new ZipFile(file.toFile())) {
      return jar.size() > 0;
    } catch (IOException e) {
      notice.accept(file + " is no jar (" + e.getMessage() + "); it is left out.");
      return false;
    }
  }

  private static void close(URLClassLoader loader) {
    try {
      loader.close();
    } catch (IOException e) {
      LOG.warn("The jars of the plug-ins could not be closed", e);
    }
  }
}
