package io.opsagent.testapps.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * No transformation changes a class's structure: of every class that is woven, in every version at
 * hand, everything but the code of its methods is what it was: names, modifiers, super class,
 * interfaces, fields, methods with their exceptions and parameters, annotations, nests, records, and
 * attributes that nobody knows. Only a class file too old for our call sites says a newer version.
 */
class ClassShapesTest {
  private static final int FIRST_WITH_INVOKE_DYNAMIC = 51;

  @Test
  void a_woven_class_has_the_shape_that_it_had() throws Exception {
    File[] jars = new File(System.getProperty("servers.jars-to-weave")).listFiles();
    assertThat(jars).hasSizeGreaterThan(15);
    Set<String> woven = new TreeSet<>();
    List<String> changed = new ArrayList<>();
    try (PackedFilter filter = PackedFilter.open()) {
      for (File jar : Objects.requireNonNull(jars)) {
        int inThisJar = woven.size();
        weaveAll(jar, filter, woven, changed);
        assertThat(jar.getName().startsWith("jetty-server-12") || woven.size() > inThisJar)
            .as("%s has a class that is woven", jar.getName())
            .isTrue();
      }
      assertThat(filter.problems()).isEmpty();
      assertThat(changed).isEmpty();
      filter
          .classesByPlugin()
          .forEach(
              (plugin, classes) ->
                  assertThat(woven)
                      .as("a class of %s", plugin)
                      .anyMatch(
                          name -> classes.contains(name.substring(name.lastIndexOf(' ') + 1))));
    }
  }

  private static void weaveAll(
      File jar, PackedFilter filter, Set<String> woven, List<String> changed) throws Exception {
    try (ZipFile zip = new ZipFile(jar)) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String file = entry.getName();
        if (!file.endsWith(".class") || file.startsWith("META-INF/")) {
          continue;
        }
        String internalName = file.substring(0, file.length() - ".class".length());
        byte[] before = read(zip, entry);
        byte @Nullable [] after = filter.weave(internalName, before);
        if (after != null) {
          String name = jar.getName() + " " + internalName.replace('/', '.');
          woven.add(name);
          if (!Arrays.equals(shapeOf(before), shapeOf(after)) || !isSameVersion(before, after)) {
            changed.add(name);
          }
        }
      }
    }
  }

  private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /**
   * The class without the code of its methods, written in the order in which it is read: equal bytes
   * are equal shapes.
   */
  private static byte[] shapeOf(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor inOneVersion =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              @Nullable String signature,
              @Nullable String superName,
              String @Nullable [] interfaces) {
            super.visit(Opcodes.V1_7, access, name, signature, superName, interfaces);
          }
        };
    new ClassReader(classFile).accept(inOneVersion, ClassReader.SKIP_CODE);
    return writer.toByteArray();
  }

  private static boolean isSameVersion(byte[] before, byte[] after) {
    return versionOf(after) == Math.max(versionOf(before), FIRST_WITH_INVOKE_DYNAMIC);
  }

  private static int versionOf(byte[] classFile) {
    return (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
  }
}
