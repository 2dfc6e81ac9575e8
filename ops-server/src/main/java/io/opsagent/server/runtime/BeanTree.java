package io.opsagent.server.runtime;

import java.util.List;

/**
 * The names of all management beans. Immutable.
 *
 * @param beans how many there are
 * @param domains by name
 * @param beansLeftOut how many are not listed, because there are too many
 */
public record BeanTree(int beans, List<Domain> domains, int beansLeftOut) {
  /** Copies the list. */
  public BeanTree {
    domains = List.copyOf(domains);
  }

  /**
   * Beans of one domain.
   *
   * @param name of the domain
   * @param names of the beans in their canonical form, which the attributes are asked for by; where
   *     a secret was masked, they cannot be
   */
  public record Domain(String name, List<String> names) {
    /** Copies the list. */
    public Domain {
      names = List.copyOf(names);
    }
  }
}
