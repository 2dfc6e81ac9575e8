package io.opsagent.agent.launch;

/** Why a JVM cannot be reached or refuses; the message is one line for the person who asked. */
final class AttachFailure extends Exception {
  private static final long serialVersionUID = 1L;

  AttachFailure(String message) {
    super(message, null, false, false);
  }
}
