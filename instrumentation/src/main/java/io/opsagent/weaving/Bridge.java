package io.opsagent.weaving;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Defines the bridge class into the JVM's boot loader and hands it the linker. Nothing is appended
 * to the boot class path: that would cost the user his class data sharing and print a warning
 * (docs/spec/instrumentation.md 1.3).
 */
public final class Bridge {
  /** Where packaging puts {@link io.opsagent.bridge.OpsAgentBridge1}. */
  public static final String CLASS_NAME = "java.lang.OpsAgentBridge1";

  static final String RESOURCE = "io/opsagent/bridge/java.lang.OpsAgentBridge1.bin";

  private final Class<?> type;

  private Bridge(Class<?> type) {
    this.type = type;
  }

  /** Whether an agent, this one or an older start of it, has defined the bridge before. */
  public static boolean isDefined() {
    return existing() != null;
  }

  private static @Nullable Class<?> existing() {
    try {
      return Class.forName(CLASS_NAME, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /**
   * Defines the bridge, or takes the one that an agent which was detached has left. Needs Java 9 or
   * newer; its API is called reflectively, because this module is compiled for Java 8.
   */
  public static Bridge define(Instrumentation instrumentation) throws Exception {
    openToUs(instrumentation, "java.lang");
    Class<?> existing = existing();
    if (existing != null) {
      return new Bridge(existing);
    }
    byte[] bytes = bytes();
    MethodHandles.Lookup javaLang =
        (MethodHandles.Lookup)
            MethodHandles.class
                .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
                .invoke(null, Object.class, MethodHandles.lookup());
    Class<?> type =
        (Class<?>)
            MethodHandles.Lookup.class
                .getMethod("defineClass", byte[].class)
                .invoke(javaLang, bytes);
    return new Bridge(type);
  }

  /**
   * Opens a package of {@code java.base} to the agent's own module, and to nobody else.
   *
   * @param packageName such as {@code java.lang}
   */
  public static void openToUs(Instrumentation instrumentation, String packageName)
      throws ReflectiveOperationException {
    Method getModule = Class.class.getMethod("getModule");
    Object javaBase = getModule.invoke(Object.class);
    Object ourModule = getModule.invoke(Bridge.class);
    Class<?> module = Class.forName("java.lang.Module");
    Instrumentation.class
        .getMethod(
            "redefineModule",
            module,
            java.util.Set.class,
            java.util.Map.class,
            java.util.Map.class,
            java.util.Set.class,
            java.util.Map.class)
        .invoke(
            instrumentation,
            javaBase,
            Collections.emptySet(),
            Collections.emptyMap(),
            Collections.singletonMap(packageName, Collections.singleton(ourModule)),
            Collections.emptySet(),
            Collections.emptyMap());
  }

  private static byte[] bytes() throws IOException {
    try (InputStream in = Bridge.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IOException("opsagent.jar is incomplete: " + RESOURCE + " is missing");
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }

  /** Lets call sites be linked by this handle. */
  void connect(MethodHandle linker) throws ReflectiveOperationException {
    type.getField("linker").set(null, linker);
  }

  /** Call sites that are linked from now on do nothing; the engine can be forgotten. */
  void disconnect() {
    try {
      type.getField("linker").set(null, null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the bridge is not ours: " + type, e);
    }
  }

  /** The bootstrap method that woven classes name. */
  Method bootstrapMethod() throws NoSuchMethodException {
    return type.getMethod(
        "link", MethodHandles.Lookup.class, String.class, MethodType.class, int.class);
  }
}
