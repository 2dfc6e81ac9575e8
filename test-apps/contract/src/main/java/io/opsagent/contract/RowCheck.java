package io.opsagent.contract;

/** Something that a recorded exchange must say. */
@FunctionalInterface
public interface RowCheck {
  /**
   * Looks at the row.
   *
   * @throws AssertionError if it does not say so
   */
  void check(RecordedExchange row);
}
