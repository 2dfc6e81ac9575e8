package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/**
 * Where the operations API hangs: one path segment, or an absolute URL when something else mounts
 * it (operations-api.md 11.1, {@code route}). A slash before or after the segment is taken off.
 */
final class RouteForm implements TextForm {
  private static final int MAX_CHARS = 64;

  private final HttpUrlForm url = new HttpUrlForm(false);

  @Override
  public @Nullable String accept(String text) {
    if (text.indexOf("://") >= 0) {
      return url.accept(text);
    }
    int from = Texts.startsWith(text, '/') ? 1 : 0;
    int to = text.length() > from && text.charAt(text.length() - 1) == '/' ? 1 : 0;
    String segment = text.substring(from, text.length() - to);
    if (segment.isEmpty() || segment.length() > MAX_CHARS || isReserved(segment)) {
      return null;
    }
    boolean onlyDots = true;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (!Texts.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_' && c != '~') {
        return null;
      }
      onlyDots &= c == '.';
    }
    return onlyDots ? null : segment;
  }

  /** The server answers these itself (design.md 7). */
  private static boolean isReserved(String segment) {
    return segment.equals("healthz") || segment.equals("readyz") || segment.equals("metrics");
  }
}
