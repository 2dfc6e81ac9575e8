package io.opsagent.contract;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the row of a request must say, and at which servers there is none. Immutable.
 *
 * @param facts the usual ones that hold here
 * @param checks what is special
 * @param unusual facts that do not hold at servers with a trait
 * @param unseen traits of the servers that leave no row
 */
record Expected(
    Set<Fact> facts, List<Check> checks, Map<Trait, Set<Fact>> unusual, Set<Trait> unseen) {

  /**
   * A check, for all servers but those with a trait.
   *
   * @param unless the trait, or null
   */
  record Check(@Nullable Trait unless, RowCheck rowCheck) {}

  static Expected usual() {
    return new Expected(EnumSet.allOf(Fact.class), List.of(), Map.of(), Set.of());
  }

  Expected with(@Nullable Trait unless, RowCheck check) {
    List<Check> more = new ArrayList<>(checks);
    more.add(new Check(unless, check));
    return new Expected(facts, List.copyOf(more), unusual, unseen);
  }

  Expected without(Set<Fact> others) {
    Set<Fact> left = EnumSet.copyOf(facts);
    left.removeAll(others);
    return new Expected(left, checks, unusual, unseen);
  }

  Expected withoutAt(Trait trait, Set<Fact> others) {
    Map<Trait, Set<Fact>> more = new EnumMap<>(Trait.class);
    more.putAll(unusual);
    more.put(trait, others);
    return new Expected(facts, checks, more, unseen);
  }

  Expected unseenAt(Trait trait) {
    Set<Trait> more = EnumSet.of(trait);
    more.addAll(unseen);
    return new Expected(facts, checks, unusual, more);
  }

  /** Whether this server leaves a row. */
  boolean leavesRow(ContractServer server) {
    return unseen.stream().noneMatch(server::has);
  }

  /** The usual facts that hold at this server. */
  Set<Fact> factsAt(ContractServer server) {
    Set<Fact> left = EnumSet.copyOf(facts);
    unusual.forEach(
        (trait, others) -> {
          if (server.has(trait)) {
            left.removeAll(others);
          }
        });
    return left;
  }

  /** What else the row must pass at this server. */
  List<RowCheck> checksAt(ContractServer server) {
    return checks.stream()
        .filter(check -> check.unless() == null || !server.has(check.unless()))
        .map(Check::rowCheck)
        .toList();
  }
}
