package io.opsagent.demo;

/** Why the demo cannot go on, as one sentence for the person who started it. */
final class DemoException extends Exception {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
