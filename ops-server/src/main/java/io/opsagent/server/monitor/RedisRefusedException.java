package io.opsagent.server.monitor;

import java.io.IOException;
import java.util.Locale;

/** A Redis server answered with an error. Its message is the error's code alone. */
final class RedisRefusedException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int MAX_CODE_CHARS = 20;

  /**
   * An error.
   *
   * @param line of the server, without the minus in front; only its first word is kept, as what
   *     follows may name a user
   */
  RedisRefusedException(String line) {
    super(codeOf(line));
  }

  private static String codeOf(String line) {
    int end = line.indexOf(' ');
    String word = (end < 0 ? line : line.substring(0, end)).toUpperCase(Locale.ROOT);
    return word.matches("[A-Z]{1," + MAX_CODE_CHARS + "}") ? word : "ERR";
  }

  /** Whether another login could help. */
  boolean isAboutLogin() {
    String code = String.valueOf(getMessage());
    return code.equals("NOAUTH") || code.equals("WRONGPASS") || code.equals("ERR");
  }
}
