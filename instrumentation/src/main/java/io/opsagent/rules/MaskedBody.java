package io.opsagent.rules;

import org.jspecify.annotations.Nullable;

/**
 * What may be stored of a body: JSON text with nothing secret in it, or the reason why the body
 * must not be stored. Immutable.
 */
public final class MaskedBody {

  /** Why a body is not stored. */
  public enum Reason {
    /** There is no text. */
    EMPTY("empty"),
    /** The media type is not one of text. */
    NOT_TEXT("not_text"),
    /**
     * Text of a type in which a secret is named, but cannot be told from the rest: tables, YAML.
     */
    UNSUPPORTED_TYPE("unsupported_type"),
    /** The text is not what its media type says. */
    NOT_PARSED("not_parsed"),
    /** The text ends too early, so a parser cannot vouch for it. */
    TRUNCATED("truncated"),
    /** Nested deeper than {@link Masking#MAX_DEPTH}. */
    TOO_DEEP("too_deep"),
    /** XML with a document type, which could define entities. */
    DOCTYPE("doctype");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** Returns the word for the API, such as {@code not_parsed}. */
    public String word() {
      return word;
    }
  }

  private final @Nullable String json;
  private final @Nullable Reason reason;

  private MaskedBody(@Nullable String json, @Nullable Reason reason) {
    this.json = json;
    this.reason = reason;
  }

  static MaskedBody stored(String json) {
    return new MaskedBody(json, null);
  }

  /** Returns a body that is not stored; also for callers that know a reason before any masking. */
  public static MaskedBody notStored(Reason reason) {
    return new MaskedBody(null, reason);
  }

  /** Returns the masked body as one JSON value, or null if it must not be stored. */
  public @Nullable String json() {
    return json;
  }

  /** Returns why the body must not be stored, or null if it may. */
  public @Nullable Reason reason() {
    return reason;
  }

  @Override
  public String toString() {
    return reason == null ? "stored" : "not stored: " + reason.word();
  }
}
