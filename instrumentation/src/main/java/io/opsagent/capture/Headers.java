package io.opsagent.capture;

import java.util.Arrays;

/**
 * Headers in their original order, names as they were sent, repeated ones repeated. Bounded: what
 * is beyond {@link #MAX_HEADERS} is counted. Written by one thread, read after the exchange was
 * handed over.
 */
public final class Headers {
  /** More than any container accepts by default; a guard, not a limit that users meet. */
  static final int MAX_HEADERS = 256;

  private static final String[] EMPTY = {};

  private String[] pairs = EMPTY;
  private int count;
  private int omitted;

  /** Adds one header line. A null value is kept as the empty string. */
  public void add(String name, @org.jspecify.annotations.Nullable String value) {
    if (count >= MAX_HEADERS) {
      omitted++;
      return;
    }
    int at = count * 2;
    if (at == pairs.length) {
      pairs = Arrays.copyOf(pairs, Math.max(16, pairs.length * 2));
    }
    pairs[at] = name;
    pairs[at + 1] = value == null ? "" : value;
    count++;
  }

  public int size() {
    return count;
  }

  public String name(int index) {
    return pairs[index * 2];
  }

  public String value(int index) {
    return pairs[index * 2 + 1];
  }

  /** Number of headers that were left out because of {@link #MAX_HEADERS}. */
  public int omitted() {
    return omitted;
  }
}
