package io.opsagent.server.verdict;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator should know first.
 *
 * @param state how bad it is
 * @param rule which rule held, such as {@code endpoint_failing}; {@code all_well} when none did
 * @param title at most 40 characters
 * @param text at most 240 characters: what happened and what it means
 * @param subject what the rule is about, such as an operation id, or null
 * @param since since when this rule holds on this node
 */
public record Verdict(
    State state, String rule, String title, String text, @Nullable String subject, Instant since) {
  static final int MAX_TITLE_CHARS = 40;
  static final int MAX_TEXT_CHARS = 240;

  /** How bad it is. */
  public enum State {
    OK,
    WARNING,
    CRITICAL
  }
}
