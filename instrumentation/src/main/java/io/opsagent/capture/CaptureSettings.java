package io.opsagent.capture;

/**
 * What the application's threads need to know of the configuration. Immutable; swapped whole.
 *
 * <p>{@code keepUneventful}: headers and bodies are kept of every exchange, not only of those from
 * WARN up (key {@code production=false}). {@code maxBodyBytes}: bytes of each body that are copied
 * at most. {@code forwardedHeaders}: whether any proxy is trusted, so that forwarding headers are
 * worth reading.
 */
public final class CaptureSettings {
  private final boolean keepUneventful;
  private final int maxBodyBytes;
  private final boolean forwardedHeaders;

  public CaptureSettings(boolean keepUneventful, int maxBodyBytes, boolean forwardedHeaders) {
    this.keepUneventful = keepUneventful;
    this.maxBodyBytes = maxBodyBytes;
    this.forwardedHeaders = forwardedHeaders;
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
}
