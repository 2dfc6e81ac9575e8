package io.opsagent.server.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One management bean. Immutable.
 *
 * @param name in its canonical form
 * @param className what the bean says it is
 * @param description in the bean's own words
 * @param attributes in the bean's order
 * @param attributesLeftOut how many are not read, because there are too many
 */
public record BeanDetails(
    String name,
    String className,
    String description,
    List<Attribute> attributes,
    int attributesLeftOut) {
  /** Copies the list. */
  public BeanDetails {
    attributes = List.copyOf(attributes);
  }

  /**
   * One attribute.
   *
   * @param name its name
   * @param type class of its values
   * @param description in the bean's own words
   * @param writable whether the bean lets it be changed; OpsAgent never does
   * @param value as text, number, boolean, list or object of these; null when there is none
   * @param problem why there is no value, or null
   */
  public record Attribute(
      String name,
      String type,
      String description,
      boolean writable,
      @Nullable Object value,
      @Nullable String problem) {}
}
