package io.opsagent.contract;

import io.opsagent.testing.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

/**
 * The contract against one server. A server extends it with a constructor that names itself; its
 * report has one test for each case and JDK.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContractTest {
  private final ContractServer server;
  private final List<ContractRun> open = new ArrayList<>();

  /** The contract for this server. */
  protected ContractTest(ContractServer server) {
    this.server = server;
  }

  @TestFactory
  Stream<DynamicContainer> contract() {
    return Matrix.jdksOf(getClass(), server).stream().map(this::on);
  }

  @AfterAll
  void stopWhatStillRuns() {
    open.forEach(ContractRun::close);
  }

  private DynamicContainer on(Jdk jdk) {
    ContractResults results = new ContractResults(server, jdk);
    Lazy run = new Lazy(jdk);
    Stream<DynamicTest> cases =
        ContractCases.all().stream()
            .map(
                contractCase ->
                    DynamicTest.dynamicTest(
                        name(contractCase.toString(), jdk),
                        () -> results.of(contractCase, () -> check(run, contractCase))));
    Stream<DynamicTest> end =
        Stream.of(
            DynamicTest.dynamicTest(
                name("nothing is recorded that was not sent", jdk),
                () -> run.get().assertNothingElseWasRecorded()),
            DynamicTest.dynamicTest(
                name("no exchange stays open and nothing failed", jdk),
                () -> run.get().assertAgentIsWell()),
            DynamicTest.dynamicTest(
                name("no line is written more than without the agent", jdk),
                () -> run.get().assertOutputIsTheSame()));
    return DynamicContainer.dynamicContainer(server + " on " + jdk, Stream.concat(cases, end));
  }

  private void check(Lazy run, ContractCase contractCase) throws Exception {
    String reason = server.notExpressed().get(contractCase.number());
    if (reason != null) {
      throw new TestAbortedException("not expressed: " + reason);
    }
    run.get().assertPassed(contractCase);
  }

  private String name(String what, Jdk jdk) {
    return server + " on " + jdk + ": " + what;
  }

  /** Starts both processes and sends everything when the first test asks for it. */
  private final class Lazy {
    private final Jdk jdk;
    private @Nullable ContractRun run;
    private @Nullable Exception failure;

    Lazy(Jdk jdk) {
      this.jdk = jdk;
    }

    ContractRun get() throws Exception {
      if (failure != null) {
        throw new IllegalStateException("the run failed as a whole: " + failure, failure);
      }
      if (run != null) {
        return run;
      }
      try {
        List<ContractCase> expressed =
            ContractCases.all().stream()
                .filter(contractCase -> !server.notExpressed().containsKey(contractCase.number()))
                .toList();
        ContractRun started = ContractRun.of(ContractTest.this.getClass(), server, jdk, expressed);
        open.add(started);
        run = started;
        return started;
      } catch (Exception e) {
        failure = e;
        throw e;
      }
    }
  }
}
