package io.opsagent.server.pipeline;

import io.opsagent.rules.Masking;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exception as text: at most 64 frames for each of at most 8 causes, cycles cut, ending in
 * {@code Type: message} of the exception itself (operations-api.md 6.4). The exception is the
 * application's: what its methods throw, errors included, is caught.
 */
final class StackText {
  private static final int MAX_FRAMES = 64;
  private static final int MAX_CAUSES = 8;
  private static final int MAX_MESSAGE_CHARS = 4_000;

  /** Of a longer message no more is read; what is cut is masked before, so that nothing is half. */
  private static final int MAX_READ_CHARS = 16_000;

  private static final StackTraceElement[] NO_FRAMES = {};

  private StackText() {}

  /**
   * The text of an exception.
   *
   * @param masking takes the secrets out of each message
   */
  static String of(Throwable throwable, Masking masking) {
    StringBuilder text = new StringBuilder(2_048);
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable current = throwable;
    for (int depth = 0; current != null && depth <= MAX_CAUSES; depth++) {
      if (!seen.add(current)) {
        text.append("[circular reference to ").append(current.getClass().getName()).append("]\n");
        break;
      }
      text.append(depth == 0 ? "" : "Caused by: ").append(headline(current, masking)).append('\n');
      appendFrames(text, current);
      current = causeOf(current);
    }
    return text.append(headline(throwable, masking)).toString();
  }

  /** Type and frames alone, without any message. */
  static String framesOf(Throwable throwable) {
    StringBuilder text = new StringBuilder(1_024).append(throwable.getClass().getName());
    appendFrames(text.append('\n'), throwable);
    return text.toString();
  }

  private static void appendFrames(StringBuilder text, Throwable throwable) {
    StackTraceElement[] frames = framesOrNone(throwable);
    int count = Math.min(frames.length, MAX_FRAMES);
    for (int i = 0; i < count; i++) {
      text.append("\tat ").append(frames[i]).append('\n');
    }
    if (frames.length > count) {
      text.append("\t... ").append(frames.length - count).append(" more\n");
    }
  }

  /** Its frames, none where its own methods fail. */
  static StackTraceElement[] framesOrNone(Throwable throwable) {
    try {
      StackTraceElement @Nullable [] frames = throwable.getStackTrace();
      return frames == null ? NO_FRAMES : frames;
    } catch (RuntimeException | Error e) {
      return NO_FRAMES;
    }
  }

  /** Its type and masked message. */
  static String headline(Throwable throwable, Masking masking) {
    String message;
    try {
      message = throwable.getLocalizedMessage();
    } catch (RuntimeException | Error e) {
      message = "(its message could not be read)";
    }
    String type = throwable.getClass().getName();
    if (message == null) {
      return type;
    }
    boolean tooLong = message.length() > MAX_READ_CHARS;
    String masked =
        tooLong
            ? masking.maskCutText(message.substring(0, MAX_READ_CHARS))
            : masking.maskText(message);
    boolean cut = tooLong || masked.length() > MAX_MESSAGE_CHARS;
    String shown = masked.substring(0, Math.min(masked.length(), MAX_MESSAGE_CHARS));
    return type + ": " + (cut ? shown + "..." : shown);
  }

  /** Its cause, null where its own methods fail. */
  static @Nullable Throwable causeOf(Throwable throwable) {
    try {
      return throwable.getCause();
    } catch (RuntimeException | Error e) {
      return null;
    }
  }
}
