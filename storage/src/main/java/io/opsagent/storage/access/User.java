package io.opsagent.storage.access;

import java.time.Instant;
import java.util.List;

/**
 * A person who signs in at the console.
 *
 * @param id his key; 0 before he is stored
 * @param name that he signs in with
 * @param passwordHash made by a slow function, salt included
 * @param scopes what he may
 * @param isDisabled whether he is refused
 * @param createdAt when he was made
 * @param updatedAt when he was changed
 */
public record User(
    long id,
    String name,
    String passwordHash,
    List<String> scopes,
    boolean isDisabled,
    Instant createdAt,
    Instant updatedAt) {
  /** Copies the list. */
  public User {
    scopes = List.copyOf(scopes);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "User[id=" + id + ", name=" + name + ", scopes=" + scopes + "]";
  }
}
