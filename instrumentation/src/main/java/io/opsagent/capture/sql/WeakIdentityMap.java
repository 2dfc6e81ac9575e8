package io.opsagent.capture.sql;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is known of objects of the application, which are held weakly and told apart by identity;
 * none of their methods is called. Bounded: what finds no room is counted. A value must not refer
 * to its key. Any thread, without locks of its own.
 */
final class WeakIdentityMap<K, V> {
  private final ConcurrentMap<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<K> gone = new ReferenceQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final LongAdder leftOut = new LongAdder();
  private final int maxKeys;

  WeakIdentityMap(int maxKeys) {
    this.maxKeys = maxKeys;
  }

  @Nullable V get(K key) {
    return values.get(new Probe(key));
  }

  /** Puts a value, in place of one that is there; returns whether there was room. */
  boolean put(K key, V value) {
    purge();
    Probe probe = new Probe(key);
    if (values.replace(probe, value) != null) {
      return true;
    }
    if (size.get() >= maxKeys) {
      leftOut.increment();
      return false;
    }
    if (values.put(new Key<>(key, gone), value) == null) {
      size.incrementAndGet();
    }
    return true;
  }

  @Nullable V remove(K key) {
    V removed = values.remove(new Probe(key));
    if (removed != null) {
      size.decrementAndGet();
    }
    return removed;
  }

  private void purge() {
    for (Reference<? extends K> key = gone.poll(); key != null; key = gone.poll()) {
      if (values.remove(key) != null) {
        size.decrementAndGet();
      }
    }
  }

  /** The keys with this value that are still there. */
  List<K> keysOf(V value) {
    purge();
    List<K> keys = new ArrayList<>();
    values.forEach(
        (key, known) -> {
          if (known == value) {
            @SuppressWarnings("unchecked") // nothing else is ever put
            K referent = ((Key<K>) key).get();
            if (referent != null) {
              keys.add(referent);
            }
          }
        });
    return keys;
  }

  /** The values of keys that are still there, as far as the collector has said. */
  List<V> values() {
    purge();
    return new ArrayList<>(values.values());
  }

  int size() {
    purge();
    return size.get();
  }

  /** Keys that found no room. */
  long leftOut() {
    return leftOut.sum();
  }

  /** What is in the map. */
  private static final class Key<K> extends WeakReference<K> {
    private final int hash;

    Key(K key, ReferenceQueue<K> queue) {
      super(key, queue);
      hash = System.identityHashCode(key);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object own = get();
      return own != null && other instanceof Key && ((Key<?>) other).get() == own;
    }
  }

  /** What is looked for; never in the map. */
  private static final class Probe {
    private final Object key;

    Probe(Object key) {
      this.key = key;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key && ((Key<?>) other).get() == key;
    }
  }
}
