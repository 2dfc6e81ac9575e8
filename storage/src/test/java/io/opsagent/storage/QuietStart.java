package io.opsagent.storage;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process that uses the database as the agent does, in a class loader that the application cannot
 * see and which alone has our libraries, and prints what the application could feel of it. It ends
 * without closing anything.
 */
public final class QuietStart {
  private QuietStart() {}

  /** Class path of an application that has nothing but this class and what it names. */
  static String application() throws URISyntaxException {
    return location(QuietStart.class) + File.pathSeparator + location(OperationsDatabase.class);
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** In the application's class loader, which stays the context class loader. */
  public static void main(String[] args) throws Exception {
    List<URL> classes = new ArrayList<>();
    for (String entry : args[1].split(File.pathSeparator)) {
      classes.add(Path.of(entry).toUri().toURL());
    }
    Map<Object, Object> before = new TreeMap<>(System.getProperties());
    ClassLoader agent =
        new URLClassLoader(classes.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    agent
        .loadClass(QuietStart.class.getName())
        .getMethod("use", String[].class)
        .invoke(null, (Object) args);
    Map<Object, Object> after = new TreeMap<>(System.getProperties());
    after.entrySet().removeAll(before.entrySet());
    System.out.println("properties " + after);
    System.out.println("main ends");
  }

  private static DatabaseSettings settings(String... args) {
    return args.length == 2
        ? new DatabaseSettings.Embedded()
        : new DatabaseSettings.Server(
            DatabaseEngine.ofUrl(args[2]).orElseThrow(),
            args[2],
            () -> new DatabaseCredentials(args[3], "secret"),
            2,
            new File(args[0], "plugins"));
  }

  /** In the agent's class loader: folder and class path, and for a server URL and user. */
  public static void use(String... args) {
    try {
      DataDirectory directory = DataDirectory.open(new File(args[0]));
      OperationsDatabase database =
          OperationsDatabase.open(settings(args), directory, System.out::println);
      database.serviceLogs().insert(List.of(ServiceLogs.log(r -> r.level = "INFO")));
      System.out.println(
          "rows " + database.serviceLogs().count(ServiceLogFilters.filter(f -> f.level = "info")));
    } catch (DataDirectoryException | StorageException e) {
      System.out.println("failure " + e.getMessage());
    }
    Thread.getAllStackTraces()
        .keySet()
        .forEach(
            thread -> System.out.println("thread " + thread.isDaemon() + " " + thread.getName()));
    DriverManager.drivers().forEach(driver -> System.out.println("driver " + driver));
  }
}
