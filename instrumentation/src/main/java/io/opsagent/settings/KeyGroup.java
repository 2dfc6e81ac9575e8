package io.opsagent.settings;

/** Chapter of the configuration reference that a key belongs to. */
public enum KeyGroup {
  /** The agent as a whole and what it says about the service. */
  GENERAL("General"),
  /** The door: address, route and who may come in. */
  SERVER("Operations server"),
  /** The background cycle and what is kept of a request. */
  LOG("Request log"),
  /** What is measured beside requests. */
  MONITOR("Monitoring"),
  /** Where what is recorded is stored. */
  DATABASE("Operations database"),
  /** What is recorded inside the application, and the bounds of that. */
  CAPTURE("Capture"),
  /** The agent's own log. */
  TASK_LOG("The agent's own log");

  private final String title;

  KeyGroup(String title) {
    this.title = title;
  }

  /** Returns the heading of the chapter. */
  public String title() {
    return title;
  }
}
