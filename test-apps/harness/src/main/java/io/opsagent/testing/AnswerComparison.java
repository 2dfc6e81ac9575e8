package io.opsagent.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds two answers against each other, byte for byte, after removing what may differ: {@code Date}
 * headers, session ids, and whatever normalisers were added. Immutable.
 *
 * <p>A {@code Content-Length} is compared as it is, unless a normaliser changed the body; then it
 * only has to be the true length of its own body. An {@code ETag} likewise: if the body was not
 * changed, it must be equal.
 */
public final class AnswerComparison {
  private static final int CONTEXT_LINES = 3;
  private static final int SHOWN_LINE_CHARS = 300;

  private final List<Normaliser> normalisers;

  private AnswerComparison(List<Normaliser> normalisers) {
    this.normalisers = normalisers;
  }

  /** A comparison that removes HTTP dates in {@code Date} headers and session ids, nothing else. */
  public static AnswerComparison strict() {
    return new AnswerComparison(List.of(Normaliser.SESSION_ID));
  }

  /** A copy that removes this, too, from header values and bodies. */
  public AnswerComparison with(Normaliser normaliser) {
    List<Normaliser> more = new ArrayList<>(normalisers);
    more.add(normaliser);
    return new AnswerComparison(List.copyOf(more));
  }

  /** What differs, readable for people; empty if nothing does. */
  public Optional<String> difference(RawAnswer without, RawAnswer with) {
    if (without.complete() != with.complete()) {
      return Optional.of(
          "complete without the agent: " + without.complete() + ", with it: " + with.complete());
    }
    Optional<String> head = differingLines("head", head(without), head(with));
    if (head.isPresent()) {
      return head;
    }
    String bodyWithout = normalise(latin1(without.body()));
    String bodyWith = normalise(latin1(with.body()));
    // ISO-8859-1 maps every byte to one character, so equal texts are equal bytes.
    return differingLines("body", bodyWithout.lines().toList(), bodyWith.lines().toList())
        .or(
            () ->
                bodyWithout.equals(bodyWith)
                    ? Optional.empty()
                    : Optional.of("the bodies differ in their line ends"));
  }

  /**
   * Fails if anything differs.
   *
   * @param name of the exchange, for the message
   */
  public void assertSame(String name, RawAnswer without, RawAnswer with) {
    difference(without, with)
        .ifPresent(
            difference -> {
              throw new AssertionError(name + ": " + difference);
            });
  }

  private List<String> head(RawAnswer answer) {
    boolean bodyChanges = !normalise(latin1(answer.body())).equals(latin1(answer.body()));
    List<String> lines = new ArrayList<>(answer.interim());
    lines.add(answer.statusLine());
    for (RawHeader header : answer.headers()) {
      lines.add(header.name() + ": " + normalise(header, answer, bodyChanges));
    }
    for (RawHeader trailer : answer.trailers()) {
      lines.add("trailer " + trailer.name() + ": " + normalise(trailer.value()));
    }
    return lines;
  }

  private String normalise(RawHeader header, RawAnswer answer, boolean bodyChanges) {
    if (header.isNamed("Date")) {
      return Normaliser.HTTP_DATE.apply(header.value());
    }
    if (bodyChanges && header.isNamed("Content-Length")) {
      return header.value().equals(Integer.toString(answer.body().length))
          ? "<length of the body>"
          : header.value() + " (the body has " + answer.body().length + " bytes)";
    }
    if (bodyChanges && header.isNamed("ETag")) {
      return "<etag of generated content>";
    }
    return normalise(header.value());
  }

  private String normalise(String text) {
    String result = text;
    for (Normaliser normaliser : normalisers) {
      result = normaliser.apply(result);
    }
    return result;
  }

  private static Optional<String> differingLines(
      String where, List<String> without, List<String> with) {
    int first = 0;
    while (first < without.size()
        && first < with.size()
        && without.get(first).equals(with.get(first))) {
      first++;
    }
    if (first == without.size() && first == with.size()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    text.append(where).append(" differs from line ").append(first + 1).append(" on\n");
    for (int i = Math.max(0, first - CONTEXT_LINES); i < first; i++) {
      text.append("    ").append(shown(without.get(i))).append('\n');
    }
    appendLines(text, "  - ", without, first);
    appendLines(text, "  + ", with, first);
    return Optional.of(text.append("  (- without the agent, + with it)").toString());
  }

  private static void appendLines(StringBuilder text, String mark, List<String> lines, int from) {
    if (from >= lines.size()) {
      text.append(mark).append("(nothing more)\n");
    }
    for (int i = from; i < Math.min(lines.size(), from + CONTEXT_LINES); i++) {
      text.append(mark).append(shown(lines.get(i))).append('\n');
    }
  }

  private static String shown(String line) {
    StringBuilder text = new StringBuilder();
    line.codePoints()
        .limit(SHOWN_LINE_CHARS)
        .forEach(
            c -> {
              if (c >= 0x20 && c < 0x7f || c == '\t') {
                text.appendCodePoint(c);
              } else {
                text.append(String.format("\\x%02x", c));
              }
            });
    return text.toString();
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
