package io.opsagent.testapps.proofs;

import io.opsagent.agent.ArchivePacker;
import io.opsagent.testing.AgentJar;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * A copy of opsagent.jar in which some methods are broken, so that failures which do not happen by
 * themselves can be watched without any switch for them in the product.
 */
final class BrokenJar {
  private static final String ROOT = "io/opsagent/";
  private static final String SUFFIX = ".class";

  private BrokenJar() {}

  /** Which methods are broken. */
  @FunctionalInterface
  interface Choice {
    /**
     * Whether to break it; never asked for constructors, static initialisers and methods without
     * code.
     *
     * @param className below {@code io.opsagent}, with slashes, such as {@code tomcat/ReadAdvice}
     */
    boolean breaks(String className, String method);
  }

  /** What a broken method does instead. */
  sealed interface Damage permits Throws, DoesNothing {}

  /** Throws this with a message. */
  record Throws(Class<? extends Throwable> type) implements Damage {}

  /** Returns 0, false, null or nothing at once. */
  record DoesNothing() implements Damage {}

  /**
   * Writes the copy.
   *
   * @return names of the broken methods; never none
   */
  static List<String> write(Path target, Choice choice, Damage damage) throws IOException {
    List<String> broken = new ArrayList<>();
    File original = AgentJar.require().path().toFile();
    Map<String, byte[]> archive = ArchivePacker.unpack(original);
    archive.replaceAll(
        (name, bytes) -> {
          if (!name.startsWith(ROOT) || !name.endsWith(SUFFIX)) {
            return bytes;
          }
          String className = name.substring(ROOT.length(), name.length() - SUFFIX.length());
          return damaged(className, bytes, choice, damage, broken);
        });
    try (ZipFile jar = new ZipFile(original);
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(target));
        ZipOutputStream copy = new ZipOutputStream(file)) {
      Enumeration<? extends ZipEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        byte[] bytes;
        if (entry.getName().equals(ArchivePacker.ENTRY)) {
          bytes = ArchivePacker.pack(archive);
        } else {
          try (InputStream in = jar.getInputStream(entry)) {
            bytes = in.readAllBytes();
          }
        }
        copy.putNextEntry(stored(entry.getName(), bytes));
        copy.write(bytes);
      }
    }
    if (broken.isEmpty()) {
      throw new IllegalStateException("nothing was broken: the choice fits no method any more");
    }
    return broken;
  }

  /** Not compressed: these copies live for one test. */
  private static ZipEntry stored(String name, byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    return entry;
  }

  private static byte[] damaged(
      String className, byte[] bytes, Choice choice, Damage damage, List<String> broken) {
    int before = broken.size();
    ClassReader reader = OpenedClassReader.of(bytes);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(OpenedClassReader.ASM_API, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor method =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            if (!hasCode || name.startsWith("<") || !choice.breaks(className, name)) {
              return method;
            }
            broken.add(className + "." + name);
            return new OtherCode(method, descriptor, damage);
          }
        },
        0);
    return broken.size() == before ? bytes : writer.toByteArray();
  }

  /** Keeps annotations and parameters of a method, and replaces its code. */
  private static final class OtherCode extends MethodVisitor {
    private final MethodVisitor target;
    private final String descriptor;
    private final Damage damage;

    OtherCode(MethodVisitor target, String descriptor, Damage damage) {
      super(OpenedClassReader.ASM_API, target);
      this.target = target;
      this.descriptor = descriptor;
      this.damage = damage;
    }

    @Override
    public void visitCode() {
      target.visitCode();
      if (damage instanceof Throws failure) {
        String type = failure.type().getName().replace('.', '/');
        target.visitTypeInsn(Opcodes.NEW, type);
        target.visitInsn(Opcodes.DUP);
        target.visitLdcInsn("broken on purpose");
        target.visitMethodInsn(
            Opcodes.INVOKESPECIAL, type, "<init>", "(Ljava/lang/String;)V", false);
        target.visitInsn(Opcodes.ATHROW);
      } else {
        returnNothing();
      }
      target.visitMaxs(0, 0);
      // The old code goes nowhere.
      mv = null;
    }

    private void returnNothing() {
      switch (descriptor.charAt(descriptor.indexOf(')') + 1)) {
        case 'V' -> target.visitInsn(Opcodes.RETURN);
        case 'J' -> {
          target.visitInsn(Opcodes.LCONST_0);
          target.visitInsn(Opcodes.LRETURN);
        }
        case 'D' -> {
          target.visitInsn(Opcodes.DCONST_0);
          target.visitInsn(Opcodes.DRETURN);
        }
        case 'F' -> {
          target.visitInsn(Opcodes.FCONST_0);
          target.visitInsn(Opcodes.FRETURN);
        }
        case 'L', '[' -> {
          target.visitInsn(Opcodes.ACONST_NULL);
          target.visitInsn(Opcodes.ARETURN);
        }
        default -> {
          target.visitInsn(Opcodes.ICONST_0);
          target.visitInsn(Opcodes.IRETURN);
        }
      }
    }

    @Override
    public void visitEnd() {
      target.visitEnd();
    }
  }
}
