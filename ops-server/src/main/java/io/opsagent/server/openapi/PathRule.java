package io.opsagent.server.openapi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the paths of a document become paths below the base URL of the service (operations-api.md
 * 10.3), compared by segments: {@code /api} is no part of {@code /api2}. Only the path parts of the
 * two URLs decide, since a document of another host follows the same rules.
 */
final class PathRule {
  private final List<String> taken;
  private final String put;

  private PathRule(List<String> taken, String put) {
    this.taken = taken;
    this.put = put;
  }

  /**
   * The rule for a document.
   *
   * @param baseUrl of the service, or null: nothing is changed then
   * @param serverUrl the first server of the document, or null for the origin of the base URL
   */
  static PathRule of(@Nullable String baseUrl, @Nullable String serverUrl) {
    if (baseUrl == null) {
      return new PathRule(List.of(), "");
    }
    List<String> base = segments(pathOf(baseUrl));
    List<String> server = serverUrl == null ? List.of() : segments(pathOf(serverUrl));
    if (startsWith(base, server)) {
      return new PathRule(base.subList(server.size(), base.size()), "");
    }
    List<String> rest =
        startsWith(server, base) ? server.subList(base.size(), server.size()) : server;
    return new PathRule(List.of(), "/" + String.join("/", rest));
  }

  /** The path below the base URL, or null when it is not below it. */
  @Nullable String apply(String path) {
    if (!put.isEmpty()) {
      return path.equals("/") ? put : put + path;
    }
    if (taken.isEmpty()) {
      return path;
    }
    if (!startsWith(segments(path), taken)) {
      return null;
    }
    String rest = path.substring(("/" + String.join("/", taken)).length());
    return rest.isEmpty() ? "/" : rest;
  }

  private static String pathOf(String url) {
    try {
      String path = new URI(url).getRawPath();
      return path == null ? "" : path;
    } catch (URISyntaxException e) {
      // With variables in braces, say; its path begins behind the host.
      int host = url.indexOf("://");
      int slash = url.indexOf('/', host < 0 ? 0 : host + 3);
      return slash < 0 ? "" : url.substring(slash);
    }
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/")) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }

  private static boolean startsWith(List<String> all, List<String> first) {
    return all.size() >= first.size() && all.subList(0, first.size()).equals(first);
  }
}
