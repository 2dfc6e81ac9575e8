package io.opsagent.capture;

/**
 * Why the bytes of a body are counted and not copied (docs/spec/instrumentation.md 4.3, 4.4); the
 * words are those of the API.
 */
public enum BodyOmission {
  /** The media type is not one of text. */
  NOT_TEXT("not_text"),
  /** The rules keep the body only of what went wrong. */
  NOT_KEPT("not_kept"),
  /** A file to be saved, by {@code Content-Disposition}. */
  ATTACHMENT("attachment"),
  /** A range of something larger, status 206. */
  PARTIAL("partial_content"),
  /** In an encoding that we cannot read, such as {@code br}. */
  ENCODED("encoded"),
  /** Flushed again and again without a length: it has no end that could be waited for. */
  STREAM("stream"),
  /** Of another protocol, after 101 or CONNECT. */
  UPGRADED("upgraded"),
  /** The memory for all bodies together is used up. */
  MEMORY_BUDGET("memory_budget"),
  /** {@code log.max-body-bytes} is 0. */
  SWITCHED_OFF("switched_off");

  private final String word;

  BodyOmission(String word) {
    this.word = word;
  }

  /** The word for the API, such as {@code not_text}. */
  public String word() {
    return word;
  }
}
