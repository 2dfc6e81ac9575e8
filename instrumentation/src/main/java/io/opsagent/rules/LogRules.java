package io.opsagent.rules;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which requests become a row, which rows may go early, and which parts a row keeps
 * (operations-api.md 6.2 and 6.3). Immutable; swapped whole when the settings change; any thread.
 */
public final class LogRules {
  private final boolean volatileByDefault;
  private final Level persistLevel;
  private final long persistDurationMicros;
  private final Level dataLevel;
  private final Level resultLevel;
  private final Level headersLevel;
  private final Set<String> excludedMethods;
  private final Set<Integer> excludedStatuses;

  private LogRules(Builder builder) {
    this.volatileByDefault = builder.volatileByDefault;
    this.persistLevel = builder.persistLevel;
    this.persistDurationMicros = builder.persistDurationMicros;
    this.dataLevel = builder.dataLevel;
    this.resultLevel = builder.resultLevel;
    this.headersLevel = builder.headersLevel;
    this.excludedMethods = Collections.unmodifiableSet(new HashSet<String>(builder.methods));
    this.excludedStatuses = Collections.unmodifiableSet(new HashSet<Integer>(builder.statuses));
  }

  /**
   * Starts rules with the defaults of operations-api.md 11.2.
   *
   * @param production whether headers and bodies are kept from WARN up only
   */
  public static Builder builder(boolean production) {
    return new Builder(production ? Level.WARN : Level.INFO);
  }

  /**
   * Returns whether a request becomes a row. An excluded one does only if it failed: a 404 is kept
   * also when 404 is an excluded status.
   *
   * @param method in any case
   * @param status of the answer, 0 if none was sent
   * @param headerExcluded whether a header of request or answer excludes it
   * @param hasException whether an exception of the application is known, handled or not
   */
  public boolean isKept(
      Level level, String method, int status, boolean headerExcluded, boolean hasException) {
    return hasFailed(level, status, hasException)
        || !(headerExcluded || isExcludedMethod(method) || excludedStatuses.contains(status));
  }

  private static boolean hasFailed(Level level, int status, boolean hasException) {
    return level.atLeast(Level.WARN) || status >= 400 || hasException;
  }

  private boolean isExcludedMethod(String method) {
    return excludedMethods.contains(method)
        || excludedMethods.contains(method.toUpperCase(Locale.ROOT));
  }

  /** Returns whether a row may go after the short retention. */
  public boolean isVolatile(Level level, long durationMicros) {
    return volatileByDefault && !level.atLeast(persistLevel) && !isSlow(durationMicros);
  }

  /** Returns whether a request took so long that its row is kept. */
  public boolean isSlow(long durationMicros) {
    return persistDurationMicros > 0 && durationMicros >= persistDurationMicros;
  }

  /** Returns whether a row keeps the body of the request. */
  public boolean keepsData(Level level, String method) {
    return level.atLeast(dataLevel) && isDataMethod(method);
  }

  private static boolean isDataMethod(String method) {
    return method.equals("POST")
        || method.equals("PUT")
        || method.equals("PATCH")
        || method.equals("DELETE");
  }

  /** Returns whether a row keeps the body of the answer. */
  public boolean keepsResult(Level level) {
    return level.atLeast(resultLevel);
  }

  /** Returns whether a row keeps the headers of request and answer. */
  public boolean keepsHeaders(Level level) {
    return level.atLeast(headersLevel);
  }

  /** Collects rules. For one thread. */
  public static final class Builder {
    private boolean volatileByDefault = true;
    private Level persistLevel = Level.WARN;
    private long persistDurationMicros = 5_000_000;
    private Level dataLevel;
    private Level resultLevel;
    private Level headersLevel;
    private List<String> methods = Arrays.asList("OPTIONS", "CONNECT", "TRACE", "HEAD");
    private List<Integer> statuses = Collections.emptyList();

    private Builder(Level storeLevel) {
      this.dataLevel = storeLevel;
      this.resultLevel = storeLevel;
      this.headersLevel = storeLevel;
    }

    /** Whether a row that no other rule keeps may go early. */
    public Builder volatileByDefault(boolean value) {
      volatileByDefault = value;
      return this;
    }

    /** The level from which rows are not volatile. */
    public Builder persistLevel(Level value) {
      persistLevel = value;
      return this;
    }

    /** The duration from which rows are not volatile; 0 for none. */
    public Builder persistDurationMicros(long value) {
      persistDurationMicros = value;
      return this;
    }

    /** The level from which request bodies are kept. */
    public Builder dataLevel(Level value) {
      dataLevel = value;
      return this;
    }

    /** The level from which bodies of answers are kept. */
    public Builder resultLevel(Level value) {
      resultLevel = value;
      return this;
    }

    /** The level from which headers are kept. */
    public Builder headersLevel(Level value) {
      headersLevel = value;
      return this;
    }

    /** Methods in capitals of which only failures are kept. */
    public Builder excludedMethods(List<String> value) {
      methods = value;
      return this;
    }

    /** Statuses of which only failures are kept. */
    public Builder excludedStatuses(List<Integer> value) {
      statuses = value;
      return this;
    }

    /** Returns the rules; the builder can be used further. */
    public LogRules build() {
      return new LogRules(this);
    }
  }
}
