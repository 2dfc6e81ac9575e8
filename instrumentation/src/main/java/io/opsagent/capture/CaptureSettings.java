package io.opsagent.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the application's threads need to know of the configuration. Immutable; swapped whole.
 *
 * <p>{@code keepHeaders}, {@code keepResults}: whether headers and bodies of answers are kept of
 * every exchange, not only of those from WARN up. {@code maxBodyBytes}: bytes of each body that are
 * copied at most. {@code forwardedHeaders}: whether any proxy is trusted, so that forwarding
 * headers are worth reading. {@code userAttribute}: where in a session the user is, if anywhere
 * (key {@code capture.user-attribute}). The excluding headers are looked for in every exchange,
 * since uneventful ones hand on no headers.
 */
public final class CaptureSettings {
  private static final String[] NONE = {};

  private final boolean keepHeaders;
  private final boolean keepResults;
  private final int maxBodyBytes;
  private final boolean forwardedHeaders;
  private final @Nullable UserAttribute userAttribute;
  private final String[] excludingRequestHeaders;
  private final String[] excludingResponseHeaders;

  public CaptureSettings(boolean keepUneventful, int maxBodyBytes, boolean forwardedHeaders) {
    this(keepUneventful, keepUneventful, maxBodyBytes, forwardedHeaders, null, NONE, NONE);
  }

  private CaptureSettings(
      boolean keepHeaders,
      boolean keepResults,
      int maxBodyBytes,
      boolean forwardedHeaders,
      @Nullable UserAttribute userAttribute,
      String[] excludingRequestHeaders,
      String[] excludingResponseHeaders) {
    this.keepHeaders = keepHeaders;
    this.keepResults = keepResults;
    this.maxBodyBytes = maxBodyBytes;
    this.forwardedHeaders = forwardedHeaders;
    this.userAttribute = userAttribute;
    this.excludingRequestHeaders = excludingRequestHeaders;
    this.excludingResponseHeaders = excludingResponseHeaders;
  }

  /**
   * A copy that takes a session's attribute for the user whom the server does not know.
   *
   * @param path name of the attribute, then keys of maps in it, with a slash between them; null
   *     reads no session
   */
  public CaptureSettings withUserAttribute(@Nullable String path) {
    return new CaptureSettings(
        keepHeaders,
        keepResults,
        maxBodyBytes,
        forwardedHeaders,
        path == null ? null : new UserAttribute(path),
        excludingRequestHeaders,
        excludingResponseHeaders);
  }

  /** A copy that keeps these parts of uneventful exchanges, or does not. */
  public CaptureSettings withUneventful(boolean headers, boolean results) {
    return new CaptureSettings(
        headers,
        results,
        maxBodyBytes,
        forwardedHeaders,
        userAttribute,
        excludingRequestHeaders,
        excludingResponseHeaders);
  }

  /** A copy that marks exchanges that have one of these headers; names in lower case. */
  public CaptureSettings withExcludingHeaders(List<String> ofRequests, List<String> ofAnswers) {
    return new CaptureSettings(
        keepHeaders,
        keepResults,
        maxBodyBytes,
        forwardedHeaders,
        userAttribute,
        ofRequests.toArray(NONE),
        ofAnswers.toArray(NONE));
  }

  boolean keepHeaders() {
    return keepHeaders;
  }

  boolean keepResults() {
    return keepResults;
  }

  int maxBodyBytes() {
    return maxBodyBytes;
  }

  boolean forwardedHeaders() {
    return forwardedHeaders;
  }

  @Nullable UserAttribute userAttribute() {
    return userAttribute;
  }

  <Q, S> boolean excludes(HttpAdapter<Q, S> adapter, Q request, S response) {
    for (String name : excludingRequestHeaders) {
      if (adapter.requestHeader(request, name) != null) {
        return true;
      }
    }
    for (String name : excludingResponseHeaders) {
      if (adapter.responseHeader(response, name) != null) {
        return true;
      }
    }
    return false;
  }
}
