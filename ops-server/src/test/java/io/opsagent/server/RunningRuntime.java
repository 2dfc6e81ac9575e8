package io.opsagent.server;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;
import io.opsagent.server.api.AgentSnapshot;
import io.opsagent.server.testkit.ListedSwitches;
import io.opsagent.settings.Configuration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The whole runtime as the agent starts it. Close it. */
public final class RunningRuntime implements AutoCloseable {
  public final List<String> console = new CopyOnWriteArrayList<>();
  public final OperationsRuntime runtime;

  /** With nothing that is captured. */
  public RunningRuntime(Configuration configuration) {
    this(
        configuration,
        new Capture(
            new ExchangeRing(64),
            new OpenExchanges(16),
            new BodyMemory(1_000_000),
            new CaptureSettings(false, 1_000, false)));
  }

  /** With a ring that the test writes into. */
  public RunningRuntime(Configuration configuration, Capture capture) {
    runtime =
        OperationsRuntime.start(
            new RuntimeEnvironment(
                configuration,
                capture,
                "0.1.0",
                new NothingAttached(),
                new ListedSwitches(),
                (name, work) -> {
                  Thread thread = new Thread(work, name);
                  thread.setDaemon(true);
                  return thread;
                },
                console::add));
  }

  @Override
  public void close() {
    runtime.shutDown(1_000);
  }

  private static final class NothingAttached implements Attachments {
    @Override
    public List<AgentSnapshot.JoinPoint> joinPoints() {
      return List.of();
    }

    @Override
    public List<AgentSnapshot.NotAttached> notAttached() {
      return List.of();
    }

    @Override
    public List<AgentSnapshot.StartStep> startSteps() {
      return List.of();
    }

    @Override
    public void rest() {}
  }
}
