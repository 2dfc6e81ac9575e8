package io.opsagent.capture;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The switches of all entry points by name, made when a name is first asked for. Any thread. */
final class EntryPoints {
  private static final int MAX_ENTRY_POINTS = 64;

  private final ConcurrentMap<String, EntryPoint> byName = new ConcurrentHashMap<>();

  /**
   * The switch of an entry point.
   *
   * @param name from a fixed set; beyond the cap one that is off and stays so
   */
  EntryPoint of(String name) {
    EntryPoint known = byName.get(name);
    if (known != null) {
      return known;
    }
    EntryPoint fresh = new EntryPoint();
    if (byName.size() >= MAX_ENTRY_POINTS) {
      // Beyond the fixed set nothing could be switched, so that nothing starts.
      fresh.turnOff();
      return fresh;
    }
    EntryPoint raced = byName.putIfAbsent(name, fresh);
    return raced != null ? raced : fresh;
  }

  /** The names that were asked for so far. */
  Collection<String> names() {
    return byName.keySet();
  }
}
