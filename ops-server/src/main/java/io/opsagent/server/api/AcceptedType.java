package io.opsagent.server.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells by {@code Accept} which form a caller wants (design.md 7; RFC 9110 12.5.1). */
final class AcceptedType {
  private static final int MAX_CHARS = 4_000;

  private AcceptedType() {}

  /** Whether {@code text/html} is named and wanted more than {@code application/json}. */
  static boolean prefersHtml(@Nullable String accept) {
    if (accept == null || accept.length() > MAX_CHARS) {
      return false;
    }
    double html = 0;
    double json = -1;
    double anyApplication = -1;
    double any = 0;
    for (String element : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = element.split(";", -1);
      double quality = quality(parts);
      switch (parts[0].strip()) {
        case "text/html" -> html = Math.max(html, quality);
        case "application/json" -> json = Math.max(json, quality);
        case "application/*" -> anyApplication = Math.max(anyApplication, quality);
        case "*/*" -> any = Math.max(any, quality);
        default -> {
          // Neither of the two.
        }
      }
    }
    double other = json >= 0 ? json : anyApplication >= 0 ? anyApplication : any;
    return html > 0 && html > other;
  }

  /** Whether OpenMetrics is named and wanted no less than plain text. */
  static boolean prefersOpenMetrics(@Nullable String accept) {
    if (accept == null || accept.length() > MAX_CHARS) {
      return false;
    }
    double openMetrics = 0;
    double plain = 0;
    for (String element : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = element.split(";", -1);
      switch (parts[0].strip()) {
        case "application/openmetrics-text" -> openMetrics = Math.max(openMetrics, quality(parts));
        case "text/plain" -> plain = Math.max(plain, quality(parts));
        default -> {
          // Neither of the two.
        }
      }
    }
    return openMetrics > 0 && openMetrics >= plain;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        return parsed(parameter.substring(2).strip());
      }
    }
    return 1;
  }

  private static double parsed(String text) {
    if (!text.matches("[01](?:\\.\\d{0,3})?")) {
      return 0;
    }
    return Math.min(1, Double.parseDouble(text));
  }
}
