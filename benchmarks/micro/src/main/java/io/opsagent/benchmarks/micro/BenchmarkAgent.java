package io.opsagent.benchmarks.micro;

import io.opsagent.bridge.OpsAgentBridge1;
import io.opsagent.weaving.Bridge;
import io.opsagent.weaving.Plugin;
import io.opsagent.weaving.Weaving;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;
import org.jspecify.annotations.Nullable;

/** The agent of the measuring JVMs: keeps {@link Instrumentation} for benchmarks that weave. */
public final class BenchmarkAgent {
  private static volatile @Nullable Instrumentation instrumentation;

  private BenchmarkAgent() {}

  /** Called by the JVM. */
  public static void premain(@Nullable String arguments, Instrumentation given) {
    instrumentation = given;
  }

  /**
   * Weaves these plug-ins from now on, with the real bridge in {@code java.lang}. Once for each
   * JVM.
   *
   * @throws IllegalStateException if this JVM was not started by {@link Main}
   */
  static Weaving weave(List<Plugin> plugins) throws Exception {
    Instrumentation given = instrumentation;
    if (given == null) {
      throw new IllegalStateException(
          "run by java -jar micro.jar with at least one fork (-f 1): weaving needs the agent");
    }
    given.appendToSystemClassLoaderSearch(new JarFile(bridgeJar()));
    Weaving weaving = Weaving.install(given, plugins, Bridge.define(given));
    weaving.prepare();
    return weaving;
  }

  /** The bridge under its name in {@code java.lang}, as packaging puts it into opsagent.jar. */
  private static File bridgeJar() throws IOException {
    String bridge = OpsAgentBridge1.class.getName().replace('.', '/');
    ClassWriter writer = new ClassWriter(0);
    try (InputStream in =
        BenchmarkAgent.class.getClassLoader().getResourceAsStream(bridge + ".class")) {
      if (in == null) {
        throw new IOException(bridge + " is missing");
      }
      SimpleRemapper toJavaLang = new SimpleRemapper(bridge, Bridge.CLASS_NAME.replace('.', '/'));
      new ClassReader(in).accept(new ClassRemapper(writer, toJavaLang), ClassReader.SKIP_DEBUG);
    }
    File jar = File.createTempFile("bridge", ".jar");
    jar.deleteOnExit();
    try (JarOutputStream out = new JarOutputStream(new FileOutputStream(jar))) {
      out.putNextEntry(new JarEntry("io/opsagent/bridge/" + Bridge.CLASS_NAME + ".bin"));
      out.write(writer.toByteArray());
    }
    return jar;
  }
}
