package io.opsagent.testapps.servers;

import io.opsagent.testing.AgentJar;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transformer of the packed opsagent.jar with all of its plug-ins, out of its own class loader,
 * in this process: class files can be put through it without a server. Close it.
 */
final class PackedFilter implements AutoCloseable {
  private final URLClassLoader entry;
  private final AutoCloseable engine;
  private final ClassFileTransformer filter;
  private final Map<String, List<String>> classesByPlugin = new LinkedHashMap<>();

  private PackedFilter(URLClassLoader entry, ClassLoader engine) throws Exception {
    this.entry = entry;
    this.engine = (AutoCloseable) engine;
    Method all =
        engine.loadClass("io.opsagent.agent.launch.Plugins").getDeclaredMethod("all");
    all.setAccessible(true);
    List<Object> plugins = new ArrayList<>((((Map<?, ?>) all.invoke(null)).keySet()));
    for (Object plugin : plugins) {
      List<String> classes = new ArrayList<>();
      for (Object point : (Collection<?>) call(plugin, "joinPoints")) {
        classes.add((String) call(point, "className"));
      }
      classesByPlugin.put((String) call(plugin, "name"), classes);
    }
    Class<?> linkerType = engine.loadClass("io.opsagent.weaving.Linker");
    Object linker = linkerType.getConstructor(List.class).newInstance(plugins);
    Class<?> filterType = engine.loadClass("io.opsagent.weaving.FrontFilter");
    filter = (ClassFileTransformer) filterType.getConstructor(List.class).newInstance(plugins);
    Class<?> weaverType = engine.loadClass("io.opsagent.weaving.Weaver");
    Constructor<?> weaver =
        weaverType.getDeclaredConstructor(List.class, linkerType, Method.class);
    weaver.setAccessible(true);
    Method ready = filterType.getDeclaredMethod("ready", weaverType);
    ready.setAccessible(true);
    ready.invoke(
        filter,
        weaver.newInstance(
            plugins,
            linker,
            PackedFilter.class.getMethod(
                "link", MethodHandles.Lookup.class, String.class, MethodType.class, int.class)));
  }

  static PackedFilter open() throws Exception {
    File jar = AgentJar.require().path().toFile();
    URLClassLoader entry = new URLClassLoader(new URL[] {jar.toURI().toURL()}, null);
    ClassLoader engine =
        (ClassLoader)
            entry
                .loadClass("io.opsagent.agent.AgentLoader")
                .getConstructor(File.class, int.class)
                .newInstance(jar, Runtime.version().feature());
    return new PackedFilter(entry, engine);
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  /** What woven classes name in the place of the bridge, which is not in this process. */
  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, int joinPoint) {
    return new ConstantCallSite(MethodHandles.empty(type));
  }

  /** The woven class file, or null if the class is left alone. */
  byte @Nullable [] weave(String internalName, byte[] classFile)
      throws IllegalClassFormatException {
    return filter.transform(
        PackedFilter.class.getClassLoader(), internalName, null, null, classFile);
  }

  /** Name of each plug-in to the binary names of the classes that it wants. */
  Map<String, List<String>> classesByPlugin() {
    return classesByPlugin;
  }

  @SuppressWarnings("unchecked")
  List<String> problems() throws ReflectiveOperationException {
    return (List<String>) call(filter, "problems");
  }

  @Override
  public void close() throws IOException {
    try {
      engine.close();
    } catch (Exception e) {
      throw new IOException(e);
    }
    entry.close();
  }
}
