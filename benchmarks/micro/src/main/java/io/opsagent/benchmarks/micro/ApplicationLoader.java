package io.opsagent.benchmarks.micro;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Stands for the class loader of an application: defines server and application classes of this jar
 * a second time, because those of the engine's own loader are never woven.
 */
final class ApplicationLoader extends URLClassLoader {
  private static final String APPLICATION_PACKAGE = "io.opsagent.benchmarks.micro.application.";

  static {
    registerAsParallelCapable();
  }

  ApplicationLoader() throws MalformedURLException {
    super(
        new URL[] {new File(System.getProperty("java.class.path")).toURI().toURL()},
        ApplicationLoader.class.getClassLoader());
  }

  /** A new object of an application class, seen through a type of the JDK. */
  <T> T create(Class<T> type, String simpleName) throws ReflectiveOperationException {
    return type.cast(loadClass(APPLICATION_PACKAGE + simpleName).getConstructor().newInstance());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("org.apache.")
        && !name.startsWith("javax.servlet.")
        && !name.startsWith(APPLICATION_PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }
}
