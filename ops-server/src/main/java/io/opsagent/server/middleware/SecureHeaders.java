package io.opsagent.server.middleware;

import java.util.function.BiConsumer;

/**
 * {@code secure}: headers that keep a browser from taking an answer for anything but what its
 * content type says, from showing it in a frame, and from running any script that is not a file of
 * the console (design.md 8). Nothing is allowed but for pages below {@code /{route}/ui/}, and there
 * neither inline scripts nor inline styles are, nor any string that becomes markup or code
 * (docs/spec/console/console.md 13).
 */
final class SecureHeaders implements AnswerHeaders {
  static final String NAME = "secure";

  private static final String NOTHING =
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
  private static final String CONSOLE =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private final String consolePath;

  /**
   * The headers.
   *
   * @param rootPath path of the API, such as {@code /ops}
   */
  SecureHeaders(String rootPath) {
    this.consolePath = rootPath + "/ui";
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void put(String path, boolean isSecure, BiConsumer<String, String> header) {
    header.accept("X-Content-Type-Options", "nosniff");
    header.accept("X-Frame-Options", "DENY");
    header.accept("Referrer-Policy", "no-referrer");
    header.accept("Content-Security-Policy", isOfConsole(path) ? CONSOLE : NOTHING);
    // Keeps pages of other origins from loading an answer as an image or a script.
    header.accept("Cross-Origin-Resource-Policy", "same-origin");
    header.accept("Cross-Origin-Opener-Policy", "same-origin");
  }

  private boolean isOfConsole(String path) {
    return path.equals(consolePath) || path.startsWith(consolePath + "/");
  }
}
