package io.opsagent.contract;

import io.opsagent.testing.OperationsApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends all cases to one server: one after the other, because the order shows in some answers;
 * those that only wait run beside them.
 */
final class CaseRunner {
  private final ContractServer server;
  private final ServerAddress address;
  private final @Nullable Supplier<OperationsApi> agent;

  CaseRunner(
      ContractServer server, ServerAddress address, @Nullable Supplier<OperationsApi> agent) {
    this.server = server;
    this.address = address;
    this.agent = agent;
  }

  /** What came of each case, by its number. */
  Map<Integer, CaseRun> run(List<ContractCase> cases) throws InterruptedException {
    List<ContractCase> slow = cases.stream().filter(ContractCase::slow).toList();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, slow.size()));
    try {
      Map<Integer, Future<CaseRun>> running = new HashMap<>();
      for (ContractCase contractCase : slow) {
        running.put(contractCase.number(), pool.submit(() -> run(contractCase)));
      }
      Map<Integer, CaseRun> done = new HashMap<>();
      List<ContractCase> quick = new ArrayList<>(cases);
      quick.removeAll(slow);
      for (ContractCase contractCase : quick) {
        done.put(contractCase.number(), run(contractCase));
      }
      for (Map.Entry<Integer, Future<CaseRun>> result : running.entrySet()) {
        done.put(result.getKey(), result.getValue().get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a case broke its runner", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private CaseRun run(ContractCase contractCase) {
    Conversation conversation = new Conversation(server, contractCase.number(), address, agent);
    try {
      contractCase.script().run(conversation);
      return conversation.result(null);
    } catch (Exception | AssertionError e) {
      // It is the case that has failed, not the run: the others are sent all the same.
      return conversation.result(e);
    }
  }
}
