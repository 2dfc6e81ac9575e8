package io.opsagent.settings;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The value of every key, and where it comes from. Immutable, so any thread may read it. */
public final class Configuration {
  private final Map<Key<?>, Object> values;
  private final Map<Key<?>, Origin> origins;

  private Configuration(Builder builder) {
    this.values = new IdentityHashMap<Key<?>, Object>(builder.values);
    this.origins = new IdentityHashMap<Key<?>, Origin>(builder.origins);
  }

  /** Starts a configuration in which every key has its default. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the value of a key that has one: any key with a default, and {@link Keys#DATA_DIR} of a
   * loaded configuration.
   *
   * @throws IllegalStateException if the key has no default and was not set; use {@link #find} for
   *     such keys
   */
  public <T> T get(Key<T> key) {
    T value = find(key);
    if (value == null) {
      throw new IllegalStateException(key + " is not set and has no default; ask find() for it");
    }
    return value;
  }

  /** Returns the value of a key, or null if it has no default and was not set. */
  // Only the builder's typed set() and a key's own parser put values in, so the cast holds.
  @SuppressWarnings("unchecked")
  public <T> @Nullable T find(Key<T> key) {
    Object value = values.get(key);
    return value == null ? key.defaultValue() : (T) value;
  }

  /**
   * Returns where the value comes from. After a wrong value this is the place that named it, since
   * that is what has to be corrected.
   */
  public Origin origin(Key<?> key) {
    Origin origin = origins.get(key);
    return origin == null ? Origin.DEFAULT : origin;
  }

  /**
   * Returns this configuration with the values of another one for the keys that count at once
   * ({@link Key#isReloadable}).
   */
  public Configuration reloadedFrom(Configuration next) {
    Builder builder = new Builder();
    for (Key<?> key : Keys.all()) {
      Configuration source = key.isReloadable() ? next : this;
      if (source.values.containsKey(key)) {
        builder.values.put(key, source.values.get(key));
      }
      if (source.origins.containsKey(key)) {
        builder.origins.put(key, source.origins.get(key));
      }
    }
    return builder.build();
  }

  /** Returns whether anybody set this key, rightly or wrongly. */
  public boolean isSet(Key<?> key) {
    return origin(key).kind() != Origin.Kind.DEFAULT;
  }

  /** Collects values; for the loader and for tests. Not for use by several threads. */
  public static final class Builder {
    private final Map<Key<?>, Object> values = new IdentityHashMap<Key<?>, Object>();
    private final Map<Key<?>, Origin> origins = new IdentityHashMap<Key<?>, Origin>();

    private Builder() {}

    /** Sets a key as the program itself; the value is taken as it is. */
    public <T> Builder set(Key<T> key, T value) {
      return set(key, value, Origin.PROGRAM);
    }

    <T> Builder set(Key<T> key, @Nullable T value, Origin origin) {
      if (value == null) {
        values.remove(key);
      } else {
        values.put(key, value);
      }
      origins.put(key, origin);
      return this;
    }

    /** Returns the configuration; the builder can be used further. */
    public Configuration build() {
      return new Configuration(this);
    }
  }
}
