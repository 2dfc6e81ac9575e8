package io.opsagent.server;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes the JDK forget our records. Up to JDK 20 {@code java.lang.runtime.ObjectMethods} keeps, in
 * method handles of its own that remember one conversion each, the record for which {@code equals},
 * {@code hashCode} or {@code toString} was linked last. When that is one of ours, the whole agent
 * stays in memory after it was detached. Later JDKs remember it softly, so that it goes by itself.
 */
final class RecordMethods {
  private RecordMethods() {}

  /**
   * Lets the JDK remember a class of its own instead. Must come after everything that may use a
   * record for the first time.
   *
   * @throws ReflectiveOperationException if this JDK does not take that; nothing is changed then
   */
  static void forget() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle component =
        lookup.findVirtual(String.class, "trim", MethodType.methodType(String.class));
    link("equals", MethodType.methodType(boolean.class, String.class, Object.class), component);
    link("hashCode", MethodType.methodType(int.class, String.class), component);
    link("toString", MethodType.methodType(String.class, String.class), component);
  }

  private static void link(String name, MethodType type, MethodHandle component)
      throws ReflectiveOperationException {
    try {
      ObjectMethods.bootstrap(MethodHandles.lookup(), name, type, String.class, "text", component);
    } catch (Throwable refused) {
      throw new ReflectiveOperationException(refused);
    }
  }
}
