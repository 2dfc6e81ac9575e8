package io.opsagent.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A further condition of a {@link ServiceLogFilter}: what a search box asks for (several values of
 * one column, and exclusions; docs/spec/console/console.md 3 and 6.2). Immutable.
 *
 * <p>A row where the column is empty has none of the values: it passes an exclusion.
 */
public sealed interface ServiceLogTerm {

  /** A column that is compared with values. Those of kinds are found without reading rows. */
  enum Field {
    /** Ignoring case. */
    LEVEL,
    /** Ignoring case. */
    METHOD,
    /** Operation id of the endpoint. */
    ENDPOINT,
    /** Pattern that the request was mapped to. */
    ROUTE,
    /** Class name of the exception, with or without its package. */
    EXCEPTION_TYPE,
    /** Fingerprint of the exception. */
    FINGERPRINT,
    USER,
    IP,
    /** Number of the instance. */
    INSTANCE,
    REQUEST_ID,
    TRACE_ID,
    REQUEST_TYPE,
    RESPONSE_TYPE,
    /** Host, with the port where there is one, of the URL. */
    HOST,
    /** How the exchange ended. */
    OUTCOME
  }

  /**
   * The column has one of the values.
   *
   * @param values at least one
   * @param isExcluded whether it must have none of them
   */
  record OneOf(Field field, List<String> values, boolean isExcluded) implements ServiceLogTerm {
    /** Copies the list. */
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /**
   * The status lies in one of the spans.
   *
   * @param spans at least one
   * @param isExcluded whether it must lie in none of them
   */
  record Status(List<StatusSpan> spans, boolean isExcluded) implements ServiceLogTerm {
    /** Copies the list. */
    public Status {
      spans = List.copyOf(spans);
    }
  }

  /**
   * Some statuses.
   *
   * @param from the first
   * @param to the last
   */
  record StatusSpan(int from, int to) {}

  /**
   * The duration lies between bounds, both included.
   *
   * @param minMicros null for none
   * @param maxMicros null for none
   */
  record Duration(@Nullable Long minMicros, @Nullable Long maxMicros) implements ServiceLogTerm {}

  /**
   * A text is contained, ignoring case, in the URL, the type of the exception, the request id or
   * the trace id.
   *
   * @param isExcluded whether it must be in none of them
   */
  record Text(String part, boolean isExcluded) implements ServiceLogTerm {}

  /**
   * The row belongs to no node, or to this one (operations-api.md 1.15).
   *
   * @param nodeId null for rows of no node alone
   */
  record OfNode(@Nullable String nodeId) implements ServiceLogTerm {}
}
