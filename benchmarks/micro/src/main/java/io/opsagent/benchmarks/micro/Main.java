package io.opsagent.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Takes JMH's own command line. Adds this jar as agent to the measuring JVMs, so that benchmarks
 * can weave as the agent does.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    CommandLineOptions options = new CommandLineOptions(args);
    if (options.shouldHelp()
        || options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats()) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    List<String> jvmArgs = new ArrayList<>(options.getJvmArgsAppend().orElse(List.of()));
    jvmArgs.add("-javaagent:" + System.getProperty("java.class.path"));
    new Runner(
            new OptionsBuilder()
                .parent(options)
                .jvmArgsAppend(jvmArgs.toArray(new String[0]))
                .build())
        .run();
  }
}
