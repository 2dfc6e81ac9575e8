package io.opsagent.settings;

/** Where a setting comes from. Immutable; holds no value, so it is safe to show. */
public final class Origin {

  /** The sources; a later one outranks those before it. */
  public enum Kind {
    /** Nothing was set. */
    DEFAULT,
    /** The properties file. */
    FILE,
    /** The text after {@code -javaagent:opsagent.jar=}. */
    AGENT_ARGUMENT,
    /** A {@code -Dopsagent.} property. */
    SYSTEM_PROPERTY,
    /** An {@code OPSAGENT_} variable. */
    ENVIRONMENT,
    /** The program itself, through {@link Configuration.Builder}. */
    PROGRAM
  }

  static final Origin DEFAULT = new Origin(Kind.DEFAULT, "default");
  static final Origin PROGRAM = new Origin(Kind.PROGRAM, "program");

  private final Kind kind;
  private final String place;

  Origin(Kind kind, String place) {
    this.kind = kind;
    this.place = place;
  }

  /** Returns the kind of source. */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns the exact place for people, such as {@code file /etc/opsagent.properties, line 12} or
   * {@code environment variable OPSAGENT_PORT}.
   */
  public String place() {
    return place;
  }

  @Override
  public String toString() {
    return place;
  }
}
