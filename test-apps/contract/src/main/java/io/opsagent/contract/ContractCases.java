package io.opsagent.contract;

import io.opsagent.contract.cases.RoutingCases;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All cases that are written, in the order of their numbers. */
public final class ContractCases {
  private static final List<ContractCase> ALL =
      Stream.of(RoutingCases.all())
          .flatMap(List::stream)
          .sorted(Comparator.comparingInt(ContractCase::number))
          .toList();

  private ContractCases() {}

  /** The cases. */
  public static List<ContractCase> all() {
    return ALL;
  }
}
