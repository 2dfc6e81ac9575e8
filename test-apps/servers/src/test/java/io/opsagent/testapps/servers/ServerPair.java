package io.opsagent.testapps.servers;

import io.opsagent.testing.AgentConfig;
import io.opsagent.testing.Jdk;
import io.opsagent.testing.Normaliser;
import io.opsagent.testing.OutputWatch;
import io.opsagent.testing.RawAnswer;
import io.opsagent.testing.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The same application twice, without and with the agent, both running, and what came of sending
 * all of {@link Traffic} to both.
 *
 * @param without the server without agent
 * @param with the other one
 * @param answersWithout what the first answered
 * @param answersWith what the second answered
 * @param agentFolder where the agent keeps everything that it writes
 */
record ServerPair(
    RunningServer without,
    RunningServer with,
    Map<Call, RawAnswer> answersWithout,
    Map<Call, RawAnswer> answersWith,
    Path agentFolder)
    implements AutoCloseable {

  static ServerPair start(Class<?> test, ServerCase serverCase) throws IOException {
    Jdk jdk = serverCase.jdkCase().jdk();
    Application application = serverCase.application();
    Path folder = ScratchFolder.create(test, serverCase.toString());
    Path second = folder.resolve("with");
    Path agentFolder = folder.resolve("data");
    String agent = RunningServer.agentOption(second, AgentConfig.forTest(agentFolder));
    RunningServer without =
        RunningServer.launch(application, jdk, folder.resolve("without"), List.of());
    RunningServer with = RunningServer.launch(application, jdk, second, List.of(agent));
    try {
      return new ServerPair(
          without,
          with,
          Traffic.against(without.port()),
          Traffic.against(with.port()),
          agentFolder);
    } catch (Throwable e) {
      with.close();
      without.close();
      throw e;
    }
  }

  List<RunningServer> both() {
    return List.of(without, with);
  }

  /** Fails if the run with the agent wrote a line more than the other, but for one banner. */
  void assertOutputIsTheSame() {
    OutputWatch.strict()
        // In a stack trace that Undertow prints, chance decides which of its threads was reading.
        .allowing("^\\s+at (io\\.undertow|org\\.xnio)\\.")
        .with(Normaliser.port(without.port()))
        .with(Normaliser.port(with.port()))
        .assertOnlyBannerAdded(without.process(), with.process());
  }

  @Override
  public void close() {
    try {
      with.close();
    } finally {
      without.close();
    }
  }
}
