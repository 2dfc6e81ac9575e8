package io.opsagent.server.http;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** A certificate cannot be used; the message is one line for the operator. */
final class TlsException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says it in one line.
   *
   * @param key of the configuration
   * @param file that it names
   * @param problem the end of a sentence that begins with key and file
   * @param way one sentence on what helps
   */
  TlsException(String key, File file, String problem, String way, @Nullable Throwable cause) {
    super(key + " = " + file + " " + problem + ". " + way, cause);
  }
}
