package io.opsagent.testing;

/**
 * One header line as it came.
 *
 * @param name with the letter case of the sender
 * @param value without blanks around it
 */
public record RawHeader(String name, String value) {

  /** Whether the name is this one, ignoring case. */
  public boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  @Override
  public String toString() {
    return name + ": " + value;
  }
}
