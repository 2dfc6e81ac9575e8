package io.opsagent.undertow;

import org.jspecify.annotations.Nullable;

/**
 * Takes our frames out of exceptions on their way to the application: what stands in its logs is
 * then what stood there without us.
 */
final class OurFrames {
  private static final String PACKAGE = "io.opsagent.undertow.";
  private static final int MAX_CAUSES = 8;

  private OurFrames() {}

  /** Also from its causes; everything else of it stays. */
  static void removeFrom(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
      StackTraceElement[] all = at.getStackTrace();
      StackTraceElement[] others = withoutOurs(all);
      if (others != null) {
        at.setStackTrace(others);
      }
      at = at.getCause();
    }
  }

  private static StackTraceElement @Nullable [] withoutOurs(StackTraceElement[] all) {
    int kept = 0;
    for (StackTraceElement frame : all) {
      if (!frame.getClassName().startsWith(PACKAGE)) {
        kept++;
      }
    }
    if (kept == all.length) {
      return null;
    }
    StackTraceElement[] others = new StackTraceElement[kept];
    int at = 0;
    for (StackTraceElement frame : all) {
      if (!frame.getClassName().startsWith(PACKAGE)) {
        others[at++] = frame;
      }
    }
    return others;
  }
}
