package io.opsagent.agent.launch;

/** A command could not do what was asked; the message is one line for the person who asked. */
final class AgentCallException extends Exception {
  private static final long serialVersionUID = 1L;

  AgentCallException(String message) {
    super(message);
  }
}
