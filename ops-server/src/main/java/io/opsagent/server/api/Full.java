package io.opsagent.server.api;

import java.util.function.Supplier;

/** Turns a table that is full, which the repository says by its exception, into an answer. */
final class Full {
  private Full() {}

  /** The value, or 409 with the way out. */
  static <T> T orConflict(Supplier<T> insert) {
    try {
      return insert.get();
    } catch (IllegalStateException e) {
      throw ApiException.conflict(String.valueOf(e.getMessage()));
    }
  }
}
