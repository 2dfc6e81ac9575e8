package io.opsagent.logging;

/** What stands for a message that could not be formatted. */
final class FailedText {
  private FailedText() {}

  /** Names the type of what was thrown; its own message is the application's, too. */
  static String of(Throwable failure) {
    return "(the message could not be formatted: " + failure.getClass().getName() + ")";
  }
}
