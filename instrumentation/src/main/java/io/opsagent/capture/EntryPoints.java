package io.opsagent.capture;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The switches of all entry points by name, made when a name is first asked for. Any thread. */
final class EntryPoints {
  private static final int MAX_ENTRY_POINTS = 64;

  private final ConcurrentMap<String, EntryPoint> byName = new ConcurrentHashMap<>();

  /** The one asked for before: most processes have one. Racy, but whatever is read is right. */
  private @Nullable Named recent;

  /**
   * The switch of an entry point.
   *
   * @param name from a fixed set; beyond the cap one that is off and stays so
   */
  EntryPoint of(String name) {
    Named last = recent;
    if (last != null && last.isSame(name)) {
      return last.point;
    }
    EntryPoint known = byName.get(name);
    if (known != null) {
      recent = new Named(name, known);
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

  /** Safe to publish by a race, as its fields are final. */
  private static final class Named {
    private final String name;
    private final EntryPoint point;

    Named(String name, EntryPoint point) {
      this.name = name;
      this.point = point;
    }

    /** Bindings keep their name in a constant; an equal one that is another object is looked up. */
    @SuppressWarnings("ReferenceEquality")
    boolean isSame(String other) {
      return name == other;
    }
  }

  /** The names that were asked for so far. */
  Collection<String> names() {
    return byName.keySet();
  }
}
