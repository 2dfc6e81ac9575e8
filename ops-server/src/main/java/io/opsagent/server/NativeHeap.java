package io.opsagent.server;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory back to the system that the JVM's compilers have used and freed. An agent is code
 * that is compiled, too, most of it in the first minutes of load, and the C library keeps what that
 * took (30 MB and more, docs/overhead.md). So when the compilers have worked a lot, the JVM is
 * asked to trim, as {@code jcmd PID System.trim_native_heap} does; where it has no such command
 * (before 17.0.9, or not on Linux with glibc), nothing is done. For the thread of the cycle.
 */
final class NativeHeap {
  /** Compiling for so long leaves something worth the work. */
  static final long MIN_COMPILED_MILLIS = 3_000;

  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
  private static final String TRIM = "systemTrimNativeHeap";
  private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

  private final LongSupplier compiledMillis;
  private final Trim trim;
  private long trimmedMillis;
  private boolean isOff;

  /** Asks the JVM. */
  interface Trim {
    /**
     * Gives back what is free.
     *
     * @return what came of it
     * @throws JMException if the JVM has no such command
     */
    String run() throws JMException;
  }

  /**
   * A watch that begins with nothing compiled.
   *
   * @param compiledMillis time that compiling has taken so far
   */
  NativeHeap(LongSupplier compiledMillis, Trim trim) {
    this.compiledMillis = compiledMillis;
    this.trim = trim;
  }

  /** That of this JVM. */
  static NativeHeap ofThisJvm() {
    CompilationMXBean compilation = ManagementFactory.getCompilationMXBean();
    boolean isCounted = compilation != null && compilation.isCompilationTimeMonitoringSupported();
    return new NativeHeap(
        isCounted ? compilation::getTotalCompilationTime : () -> 0, NativeHeap::trimThisJvm);
  }

  /** One turn of the cycle. */
  void run() {
    if (isOff) {
      return;
    }
    long now = compiledMillis.getAsLong();
    if (now - trimmedMillis < MIN_COMPILED_MILLIS) {
      return;
    }
    trimmedMillis = now;
    try {
      LOG.debug("{}", trim.run());
    } catch (JMException e) {
      isOff = true;
      LOG.debug("This JVM cannot trim its native heap", e);
    }
  }

  static String trimThisJvm() throws JMException {
    Object answer =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(new ObjectName(COMMANDS), TRIM, new Object[0], new String[0]);
    return String.valueOf(answer).strip();
  }
}
