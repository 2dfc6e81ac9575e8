package io.opsagent.weaving;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Gives a class file of version 48 or 49 the stack map frames that version 51 asks for, without a
 * guess: where two types meet of which only the application's class loader knows what they have in
 * common, it fails and the class is left alone (docs/spec/instrumentation.md 1.5).
 */
final class OldClassFile {
  private OldClassFile() {}

  /**
   * The same class in version 51.
   *
   * @throws RuntimeException if that cannot be: such a meeting of types, or a subroutine of the
   *     oldest compilers
   */
  static byte[] withFrames(byte[] classFile) {
    ClassWriter writer = new StrictWriter();
    ClassVisitor raising =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              @Nullable String signature,
              @Nullable String superName,
              String @Nullable [] interfaces) {
            super.visit(
                ClassFileVersions.FIRST_WITH_INVOKE_DYNAMIC,
                access,
                name,
                signature,
                superName,
                interfaces);
          }
        };
    new ClassReader(classFile).accept(raising, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static final class StrictWriter extends ClassWriter {
    private StrictWriter() {
      super(ClassWriter.COMPUTE_FRAMES);
    }

    @Override
    protected String getCommonSuperClass(String type1, String type2) {
      throw new IllegalStateException("cannot compute frames where " + type1 + " meets " + type2);
    }
  }
}
