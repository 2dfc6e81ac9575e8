package io.opsagent.server.http;

import io.opsagent.server.api.OpsApiUrl;

/** The line that the protocol's guide tells people to look for (operations-api.md 4.1). */
public final class StartLine {
  /** Origin of the published console. */
  public static final String CONSOLE_ORIGIN = "https://ops.utilmeta.com";

  private StartLine() {}

  /**
   * The line, without an end of line.
   *
   * @param consoleIsAllowed whether the published console may call; otherwise it is not named
   */
  public static String of(OpsApiUrl opsApi, boolean consoleIsAllowed) {
    String loaded = "UtilMeta OperationsAPI loaded at " + opsApi.url();
    if (!consoleIsAllowed) {
      return loaded;
    }
    String console =
        opsApi.isLocal()
            ? CONSOLE_ORIGIN + "/localhost?local_node=" + opsApi.url()
            : CONSOLE_ORIGIN;
    return loaded + ", connect your APIs at " + console;
  }
}
