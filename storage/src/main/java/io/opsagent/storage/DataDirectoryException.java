package io.opsagent.storage;

/**
 * A data directory cannot be used. The message is one line for the person who chose it: the folder,
 * what is wrong with it, and what to do.
 */
public class DataDirectoryException extends Exception {
  private static final long serialVersionUID = 1L;

  public DataDirectoryException(String message) {
    super(message);
  }

  public DataDirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
