package io.opsagent.server;

import io.opsagent.server.api.ReadinessChecks;
import io.opsagent.server.api.ReadinessChecks.Check;
import io.opsagent.server.pipeline.LogPipeline;
import io.opsagent.storage.FileWatch;
import io.opsagent.storage.OperationsDatabase;

/** What must hold before this process says that it is ready. */
final class RuntimeReadiness {
  private RuntimeReadiness() {}

  /** The checks: drain, cycle and storage. */
  static ReadinessChecks checks(
      LogPipeline pipeline, OperationsDatabase database, FileWatch fileWatch, Cycle cycle) {
    ReadinessChecks checks = new ReadinessChecks();
    checks.register(
        "drain",
        () -> pipeline.isDraining() ? Check.ok() : Check.failed("the drain's thread has ended"));
    checks.register(
        "cycle",
        () -> {
          String problem = cycle.problem();
          return problem == null ? Check.ok() : Check.failed(problem);
        });
    checks.register(
        "storage",
        () -> {
          String problem = database.problem();
          String failure = problem == null ? pipeline.writeFailure() : problem;
          String trouble = failure == null ? fileWatch.problem() : failure;
          return trouble == null ? Check.ok() : Check.failed(trouble);
        });
    return checks;
  }
}
