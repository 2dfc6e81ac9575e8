package io.opsagent.server.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What fills the heap, by class, the largest first. Immutable.
 *
 * @param time when it was counted
 * @param instances of all classes, garbage that nobody has collected yet included
 * @param bytes of these
 * @param classes how many classes have instances
 * @param items the first classes
 */
public record HeapHistogram(
    String time, long instances, long bytes, int classes, List<Item> items) {
  /** {@code num: instances bytes name (module)}. */
  private static final Pattern LINE =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)(?:\\s+\\((.+)\\))?\\s*");

  private static final int MAX_NAME_CHARS = 500;

  /** Copies the list. */
  public HeapHistogram {
    items = List.copyOf(items);
  }

  /**
   * One class.
   *
   * @param name as the JVM writes it, such as {@code [B} for arrays of bytes
   * @param instances how many
   * @param bytes of these
   */
  public record Item(String name, long instances, long bytes) {}

  /**
   * Reads what the JVM's command {@code GC.class_histogram} says.
   *
   * @param rows most classes of the result; all count for the sums
   */
  static HeapHistogram parse(String text, String time, int rows) {
    long instances = 0;
    long bytes = 0;
    int classes = 0;
    List<Item> items = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        Item item =
            new Item(
                shortened(matcher.group(3)),
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)));
        instances += item.instances();
        bytes += item.bytes();
        classes++;
        if (items.size() < rows) {
          items.add(item);
        }
      }
    }
    return new HeapHistogram(time, instances, bytes, classes, items);
  }

  private static String shortened(String name) {
    return name.length() <= MAX_NAME_CHARS ? name : name.substring(0, MAX_NAME_CHARS);
  }
}
