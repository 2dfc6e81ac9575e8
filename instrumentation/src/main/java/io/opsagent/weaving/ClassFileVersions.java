package io.opsagent.weaving;

import org.jspecify.annotations.Nullable;

/**
 * Class files before version 51 cannot hold {@code invokedynamic}, and a JVM that meets one there
 * makes the class unusable for good. Those of version 50 are raised before they are woven; Netty
 * 4.1 and Tomcat 7 are such, and they carry stack map frames (docs/spec/instrumentation.md 1.5).
 * Older ones carry none, would not pass the verifier of version 51, and are left alone.
 */
final class ClassFileVersions {
  static final int FIRST_WITH_INVOKE_DYNAMIC = 51;
  private static final int FIRST_WITH_FRAMES = 50;
  private static final int OLDEST = 48;

  private ClassFileVersions() {}

  static int majorOf(byte[] classFile) {
    return classFile.length < 8 ? 0 : (classFile[6] & 0xff) << 8 | classFile[7] & 0xff;
  }

  /** Whether a class file has no stack map frames, but nothing else that could not be raised. */
  static boolean isWithoutFrames(byte[] classFile) {
    int major = majorOf(classFile);
    return major >= OLDEST && major < FIRST_WITH_FRAMES;
  }

  /** The same class in a version that can hold our call sites, or null if that cannot be. */
  static byte @Nullable [] raise(byte[] classFile) {
    int major = majorOf(classFile);
    if (major >= FIRST_WITH_INVOKE_DYNAMIC) {
      return classFile;
    }
    if (major < FIRST_WITH_FRAMES) {
      return null;
    }
    byte[] raised = classFile.clone();
    raised[6] = 0;
    raised[7] = FIRST_WITH_INVOKE_DYNAMIC;
    return raised;
  }
}
