package io.opsagent.capture;

import org.jspecify.annotations.Nullable;

/**
 * What the application's threads need to know of the configuration. Immutable; swapped whole.
 *
 * <p>{@code keepUneventful}: headers and bodies are kept of every exchange, not only of those from
 * WARN up (key {@code production=false}). {@code maxBodyBytes}: bytes of each body that are copied
 * at most. {@code forwardedHeaders}: whether any proxy is trusted, so that forwarding headers are
 * worth reading. {@code userAttribute}: where in a session the user is, if anywhere (key {@code
 * capture.user-attribute}).
 */
public final class CaptureSettings {
  private final boolean keepUneventful;
  private final int maxBodyBytes;
  private final boolean forwardedHeaders;
  private final @Nullable UserAttribute userAttribute;

  public CaptureSettings(boolean keepUneventful, int maxBodyBytes, boolean forwardedHeaders) {
    this(keepUneventful, maxBodyBytes, forwardedHeaders, null);
  }

  private CaptureSettings(
      boolean keepUneventful,
      int maxBodyBytes,
      boolean forwardedHeaders,
      @Nullable UserAttribute userAttribute) {
    this.keepUneventful = keepUneventful;
    this.maxBodyBytes = maxBodyBytes;
    this.forwardedHeaders = forwardedHeaders;
    this.userAttribute = userAttribute;
  }

  /**
   * A copy that takes a session's attribute for the user whom the server does not know.
   *
   * @param path name of the attribute, then keys of maps in it, with a slash between them; null
   *     reads no session
   */
  public CaptureSettings withUserAttribute(@Nullable String path) {
    return new CaptureSettings(
        keepUneventful,
        maxBodyBytes,
        forwardedHeaders,
        path == null ? null : new UserAttribute(path));
  }

  boolean keepUneventful() {
    return keepUneventful;
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
}
