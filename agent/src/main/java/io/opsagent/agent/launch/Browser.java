package io.opsagent.agent.launch;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens a page in the browser of whoever runs a command. */
@FunctionalInterface
interface Browser {

  /**
   * Opens a page and does not wait for it.
   *
   * @param url of a page, made by us
   * @return false if there is no display or no browser
   */
  boolean open(String url);

  /** The browser of this desktop, asked by the command that each system has for it. */
  static Browser ofDesktop() {
    return url -> {
      List<String> command = command(System.getProperty("os.name", ""), System.getenv(), url);
      if (command == null) {
        return false;
      }
      try {
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
        return true;
      } catch (IOException e) {
        return false;
      }
    };
  }

  /** What to run, or null where nobody would see it. */
  static @Nullable List<String> command(
      String system, Map<String, String> environment, String url) {
    String name = system.toLowerCase(Locale.ROOT);
    if (environment.containsKey("SSH_CONNECTION") && !environment.containsKey("DISPLAY")) {
      return null;
    }
    if (name.startsWith("windows")) {
      return List.of("rundll32", "url.dll,FileProtocolHandler", url);
    }
    if (name.startsWith("mac")) {
      return List.of("open", url);
    }
    boolean hasDisplay =
        !environment.getOrDefault("DISPLAY", "").isEmpty()
            || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    return hasDisplay ? List.of("xdg-open", url) : null;
  }
}
