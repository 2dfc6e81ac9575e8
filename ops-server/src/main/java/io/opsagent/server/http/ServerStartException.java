package io.opsagent.server.http;

/**
 * The server cannot start. The message is one line for an operator: what is wrong, with which
 * value, and the way out.
 */
public class ServerStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
