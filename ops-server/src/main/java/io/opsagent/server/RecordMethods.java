package io.opsagent.server;

/**
 * Makes the JDK forget our records. Up to JDK 20 {@code java.lang.runtime.ObjectMethods} keeps, in
 * a static cache of one entry, the type of the component for which {@code equals}, {@code hashCode}
 * or {@code toString} of a record was linked last. When that is a type of ours, the whole agent
 * stays in memory after it was detached.
 */
final class RecordMethods {
  private RecordMethods() {}

  /** Has a component of the JDK's own type only. */
  private record Text(String text) {}

  /**
   * Puts a type of the JDK into the cache. Works once for each loading of the agent, and must come
   * after everything that may use a record for the first time.
   *
   * @return anything, so that nothing of it is left out as without effect
   */
  static int forget() {
    Text text = new Text("first");
    return (text.equals(new Text("second")) ? 1 : 0) + text.hashCode() + text.toString().length();
  }
}
