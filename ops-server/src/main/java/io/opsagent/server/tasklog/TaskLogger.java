package io.opsagent.server.tasklog;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger of the bundled libraries and of ours; everything goes to the {@link TaskLog}. */
final class TaskLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  /** Warns at every start that its queue is bounded, which is what we want of it. */
  private static final String JETTY_POOL = "org.eclipse.jetty.util.thread.QueuedThreadPool";

  TaskLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return TaskLog.instance().isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return TaskLog.instance().isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return TaskLog.instance().isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return TaskLog.instance().isEnabled(Level.WARN) && !name.equals(JETTY_POOL);
  }

  @Override
  public boolean isErrorEnabled() {
    return TaskLog.instance().isEnabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    String text =
        arguments == null
            ? String.valueOf(pattern)
            : MessageFormatter.basicArrayFormat(pattern, arguments);
    TaskLog.instance().write(level, getName(), text, throwable);
  }
}
