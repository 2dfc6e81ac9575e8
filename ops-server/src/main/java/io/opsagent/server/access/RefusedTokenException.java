package io.opsagent.server.access;

/**
 * A token of a supervisor does not count (operations-api.md 3.3). It has no stack trace: it is an
 * answer, not a failure.
 */
public final class RefusedTokenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  RefusedTokenException(Reason reason, String text) {
    super(text, null, false, false);
    this.reason = reason;
  }

  /** What kind of answer it is. */
  public Reason reason() {
    return reason;
  }

  /** Kinds of answers. */
  public enum Reason {
    /** No enabled supervisor with a key for this node: 400 {@code supervisor_not_found}. */
    NO_SUPERVISOR,
    /** Unusable in any way: 400 {@code token_expired}. */
    UNUSABLE,
    /** It is for another node, or of another issuer: 409. */
    CONFLICT,
    /** It lacks what it must have: 422. */
    INCOMPLETE
  }
}
