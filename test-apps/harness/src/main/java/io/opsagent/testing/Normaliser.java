package io.opsagent.testing;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that may differ between two runs, and the word that stands for it in a comparison.
 * Everything that no normaliser names must be equal.
 *
 * @param what the pattern of the differing text
 * @param replacement plain text instead of it
 */
public record Normaliser(Pattern what, String replacement) {

  /** {@code Sat, 21 Nov 2026 20:56:00 GMT}, as in HTTP headers. */
  public static final Normaliser HTTP_DATE =
      of("\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT", "<http date>");

  /** {@code Sat Nov 21 20:56:00 UTC 2026}, as {@link java.util.Date} prints it. */
  public static final Normaliser JAVA_DATE =
      of("\\w{3} \\w{3} \\d{2} \\d{2}:\\d{2}:\\d{2} \\w+ \\d{4}", "<date>");

  /** {@code 2026-11-21 20:56:00}, with fractions and offset if there are some. */
  public static final Normaliser ISO_TIME =
      of(
          "\\d{4}-\\d{2}-\\d{2}[ T]\\d{2}:\\d{2}:\\d{2}([.,]\\d+)?( ?[+-]\\d{2}:?\\d{2}|Z)?",
          "<time>");

  /** Tomcat's and other containers' session ids: 32 upper-case hex digits, with a route or not. */
  public static final Normaliser SESSION_ID =
      of("(?<![0-9A-Fa-f])[0-9A-F]{32}(\\.\\w+)?(?![0-9A-Fa-f])", "<session id>");

  /** A normaliser for a regular expression. */
  public static Normaliser of(String regex, String replacement) {
    return new Normaliser(Pattern.compile(regex), replacement);
  }

  /**
   * A normaliser for this port where it stands as a word of its own. Letters beside it count, too:
   * one session id in a few thousand has the digits of a port in it and would not be known as one
   * any more.
   */
  public static Normaliser port(int port) {
    return of("(?<![0-9A-Za-z])" + port + "(?![0-9A-Za-z])", "<port>");
  }

  /** A normaliser for this folder's path. */
  public static Normaliser folder(Path folder, String replacement) {
    return of(Pattern.quote(folder.toString()), replacement);
  }

  /** The text with every match replaced. */
  public String apply(String text) {
    return what.matcher(text).replaceAll(Matcher.quoteReplacement(replacement));
  }
}
