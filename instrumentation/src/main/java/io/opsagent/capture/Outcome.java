package io.opsagent.capture;

/** How an exchange ended. */
public enum Outcome {
  /** The container finished the request. */
  COMPLETED("completed"),
  /** The client went away before the answer was complete. */
  ABORTED("aborted"),
  /** The container took the request object for another request without ending this one. */
  ABANDONED("abandoned"),
  /** The container refused the request before it was mapped. */
  BAD_REQUEST("bad_request");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /** The stored form, lower case. */
  public String label() {
    return label;
  }
}
