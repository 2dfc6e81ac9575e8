package io.opsagent.storage.schema;

import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes of its parent and no resource at all. Flyway looks through {@code db/callback}
 * of the loader it is given, whatever its settings say; with this loader it finds nothing there.
 */
final class ResourcelessClassLoader extends ClassLoader {
  static {
    ClassLoader.registerAsParallelCapable();
  }

  ResourcelessClassLoader(@Nullable ClassLoader parent) {
    super(parent);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return null;
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return Collections.emptyEnumeration();
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    return null;
  }
}
