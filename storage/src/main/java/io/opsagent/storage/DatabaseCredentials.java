package io.opsagent.storage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who the agent is on the database server. Shows neither member in any text.
 *
 * @param username null when the URL or the driver knows it
 * @param password null for none
 */
public record DatabaseCredentials(@Nullable String username, @Nullable String password) {

  /**
   * Whether both members are equal. Not the {@code equals} of records: JDK 17 keeps the class that
   * used it last in a static field of its own, and with it, after a detach, all of the agent.
   */
  boolean isSameAs(DatabaseCredentials other) {
    return Objects.equals(username, other.username) && Objects.equals(password, other.password);
  }

  @Override
  public String toString() {
    return "DatabaseCredentials[not shown]";
  }
}
