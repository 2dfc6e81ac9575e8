package io.opsagent.weaving;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which classes carry our call sites, by class loader, which is held weakly. Bounded by the class
 * loaders that are there and the class names that are advised. Thread-safe.
 */
final class WovenClasses {
  private final Map<ClassLoader, Set<String>> byLoader = new WeakHashMap<>();
  private final Set<String> ofBootLoader = new HashSet<>();

  synchronized void add(@Nullable ClassLoader loader, String className) {
    if (loader == null) {
      ofBootLoader.add(className);
      return;
    }
    Set<String> names = byLoader.get(loader);
    if (names == null) {
      names = new HashSet<>();
      byLoader.put(loader, names);
    }
    names.add(className);
  }

  synchronized boolean contains(@Nullable ClassLoader loader, String className) {
    Set<String> names = loader == null ? ofBootLoader : byLoader.get(loader);
    return names != null && names.contains(className);
  }

  synchronized void remove(@Nullable ClassLoader loader, String className) {
    Set<String> names = loader == null ? ofBootLoader : byLoader.get(loader);
    if (names != null) {
      names.remove(className);
    }
  }

  /** The names, each once, in order. */
  synchronized List<String> names() {
    Set<String> all = new TreeSet<>(ofBootLoader);
    for (Set<String> names : byLoader.values()) {
      all.addAll(names);
    }
    return new ArrayList<>(all);
  }
}
