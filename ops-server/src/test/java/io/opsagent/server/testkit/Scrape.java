package io.opsagent.server.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scrape answered, read as Prometheus reads it.
 *
 * @param values by name and labels, as they are written
 */
public record Scrape(Map<String, Double> values) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{.*})?) (NaN|[+-]Inf|[-+0-9.eE]+)");

  /** Reads a text of either form; a line that is none fails. */
  public static Scrape of(String text) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new AssertionError("No line of a scrape: " + line);
      }
      String number = matcher.group(2).replace("Inf", "Infinity");
      if (values.put(matcher.group(1), Double.valueOf(number)) != null) {
        throw new AssertionError("Twice: " + line);
      }
    }
    return new Scrape(values);
  }

  /** One value. */
  public double get(String nameAndLabels) {
    Double value = values.get(nameAndLabels);
    if (value == null) {
      throw new AssertionError("No " + nameAndLabels + " among " + values.keySet());
    }
    return value;
  }

  /** The sum over all labels. */
  public double sum(String name) {
    return values.entrySet().stream()
        .filter(one -> nameOf(one.getKey()).equals(name))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** The names as they are written, sorted. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    values.keySet().forEach(key -> names.add(nameOf(key)));
    return names;
  }

  private static String nameOf(String key) {
    int brace = key.indexOf('{');
    return brace < 0 ? key : key.substring(0, brace);
  }
}
