package io.opsagent.contract;

import io.opsagent.contract.cases.AsyncCases;
import io.opsagent.contract.cases.ConnectionCases;
import io.opsagent.contract.cases.DispatchCases;
import io.opsagent.contract.cases.ErrorCases;
import io.opsagent.contract.cases.HeaderCases;
import io.opsagent.contract.cases.Http2Cases;
import io.opsagent.contract.cases.MethodCases;
import io.opsagent.contract.cases.RefusedCases;
import io.opsagent.contract.cases.RequestBodyCases;
import io.opsagent.contract.cases.ResponseBodyCases;
import io.opsagent.contract.cases.RoutingCases;
import io.opsagent.contract.cases.StreamCases;
import io.opsagent.contract.cases.UserCases;
import io.opsagent.contract.cases.WebSocketCases;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All cases that are written, in the order of their numbers. */
public final class ContractCases {
  private static final List<ContractCase> ALL =
      Stream.of(
              AsyncCases.all(),
              ConnectionCases.all(),
              DispatchCases.all(),
              ErrorCases.all(),
              HeaderCases.all(),
              Http2Cases.all(),
              MethodCases.all(),
              RefusedCases.all(),
              RequestBodyCases.all(),
              ResponseBodyCases.all(),
              RoutingCases.all(),
              StreamCases.all(),
              UserCases.all(),
              WebSocketCases.all())
          .flatMap(List::stream)
          .sorted(Comparator.comparingInt(ContractCase::number))
          .toList();

  private ContractCases() {}

  /** The cases. */
  public static List<ContractCase> all() {
    return ALL;
  }
}
