package io.opsagent.logging.apps;

/** Logs through Logback without any appender. */
public final class SilentLogbackUser extends LogbackUser {
  public SilentLogbackUser() {
    withoutAppenders();
  }
}
