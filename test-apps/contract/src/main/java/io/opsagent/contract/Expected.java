package io.opsagent.contract;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the row of a request must say. Immutable.
 *
 * @param facts the usual ones that hold here
 * @param checks what is special
 */
record Expected(Set<Fact> facts, List<RowCheck> checks) {

  static Expected usual() {
    return new Expected(EnumSet.allOf(Fact.class), List.of());
  }

  Expected with(RowCheck check) {
    List<RowCheck> more = new ArrayList<>(checks);
    more.add(check);
    return new Expected(facts, List.copyOf(more));
  }

  Expected without(Set<Fact> unusual) {
    Set<Fact> left = EnumSet.copyOf(facts);
    left.removeAll(unusual);
    return new Expected(left, checks);
  }
}
