package io.opsagent.agent.launch;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.opsagent.settings.ConfigurationLoader;
import io.opsagent.settings.Key;
import io.opsagent.settings.Keys;
import java.io.File;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that reach into running JVMs: {@code list}, {@code attach}, {@code detach}. */
final class AttachCommands {
  private static final long START_MILLIS = 60_000;
  private static final long DETACH_MILLIS = 60_000;

  private AttachCommands() {}

  /** What all of them share: a place to print, and one line for what goes wrong. */
  private abstract static class JvmCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    abstract int run(PrintWriter out) throws AttachFailure;

    @Override
    public final Integer call() {
      CommandSpec own = Objects.requireNonNull(spec);
      PrintWriter out = own.commandLine().getOut();
      try {
        return run(out);
      } catch (AttachFailure e) {
        PrintWriter err = own.commandLine().getErr();
        err.println("opsagent: " + e.getMessage());
        err.flush();
        return 1;
      } finally {
        out.flush();
      }
    }
  }

  @Command(
      name = "attach",
      mixinStandardHelpOptions = true,
      description = "Adds the agent to a Java process that is running (Java 17 and newer).")
  static final class Attach extends JvmCommand {
    private final File jar;

    @Parameters(index = "0", paramLabel = "PID", description = "The Java process; see list.")
    private String pid = "";

    @Parameters(
        index = "1..*",
        paramLabel = "KEY=VALUE",
        description = "Settings, as behind -javaagent:opsagent.jar=.")
    private List<String> settings = new ArrayList<>();

    Attach(File jar) {
      this.jar = jar;
    }

    @Override
    int run(PrintWriter out) throws AttachFailure {
      String arguments = checkedArguments(settings);
      try (RunningJvm jvm = RunningJvm.of(pid)) {
        if (jvm.hasAgent()) {
          out.printf(
              "OpsAgent %s is attached to process %s already%s. Detach it first to attach with other"
                  + " settings.%n",
              jvm.agentProperty(PublishedState.VERSION), pid, place(jvm));
          return 1;
        }
        if (!jvm.isNewEnough()) {
          throw new AttachFailure(
              "Process "
                  + pid
                  + " runs on Java "
                  + jvm.javaVersion()
                  + "; OpsAgent needs 17 or newer. Nothing was changed.");
        }
        if (jvm.willWarn()) {
          out.printf(
              "Java %s will print a warning into the application's standard error now:%n"
                  + "  WARNING: A Java agent has been loaded dynamically (%s)%n"
                  + "and three more lines. They are silenced by -XX:+EnableDynamicAgentLoading on the"
                  + " application's launch line, or by -javaagent:%s there.%n",
              jvm.javaVersion(), jar.getAbsolutePath(), jar.getAbsolutePath());
          out.flush();
        }
        jvm.load(jar, arguments);
        String state =
            jvm.awaitState(
                s -> s.equals(PublishedState.RUNNING) || s.equals(PublishedState.FAILED),
                START_MILLIS);
        return report(out, jvm, state);
      }
    }

    private int report(PrintWriter out, RunningJvm jvm, String state) throws AttachFailure {
      switch (state) {
        case PublishedState.RUNNING -> {
          out.printf(
              "OpsAgent %s is attached to process %s%s.%n",
              jvm.agentProperty(PublishedState.VERSION), pid, place(jvm));
          return 0;
        }
        case PublishedState.FAILED ->
            throw new AttachFailure(
                "The agent did not start in process "
                    + pid
                    + ", which runs as before: "
                    + jvm.agentProperty(PublishedState.MESSAGE));
        case PublishedState.STARTING ->
            throw new AttachFailure(
                "The agent is still starting in process " + pid + "; ask again with: list");
        default ->
            throw new AttachFailure(
                "The agent was given to process "
                    + pid
                    + " and did not start; its standard error says why (or the setting enabled is"
                    + " false there).");
      }
    }
  }

  @Command(
      name = "detach",
      mixinStandardHelpOptions = true,
      description = {
        "Takes the agent out of a Java process: nothing is captured any more, classes are as they",
        "were, the server and the database are closed. It can be attached again."
      })
  static final class Detach extends JvmCommand {
    private final File jar;

    @Parameters(index = "0", paramLabel = "PID", description = "The Java process; see list.")
    private String pid = "";

    Detach(File jar) {
      this.jar = jar;
    }

    @Override
    int run(PrintWriter out) throws AttachFailure {
      try (RunningJvm jvm = RunningJvm.of(pid)) {
        if (!jvm.hasAgent()) {
          throw new AttachFailure("No OpsAgent is attached to process " + pid + ".");
        }
        jvm.load(jar, "detach");
        String state = jvm.awaitState(PublishedState.DETACHED::equals, DETACH_MILLIS);
        if (!state.equals(PublishedState.DETACHED)) {
          throw new AttachFailure(
              "Process " + pid + " has not said yet that the agent is gone; ask again with: list");
        }
        String message = jvm.agentProperty(PublishedState.MESSAGE);
        out.printf(
            "OpsAgent is detached from process %s.%s%n",
            pid, message.isEmpty() ? "" : " " + message);
        return 0;
      }
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the Java processes of this machine, and which have an agent.")
  static final class ListJvms extends JvmCommand {
    @Override
    int run(PrintWriter out) throws AttachFailure {
      RunningJvm.requireAttachApi();
      Map<Long, String> lines = new TreeMap<>();
      long own = ProcessHandle.current().pid();
      for (VirtualMachineDescriptor found : VirtualMachine.list()) {
        long pid = Long.parseLong(found.id());
        String state = pid == own ? "" : stateOf(found.id());
        // Some end while they are asked.
        if (pid != own && ProcessHandle.of(pid).isPresent()) {
          lines.put(pid, line(pid, state, found.displayName()));
        }
      }
      ProcessHandle.allProcesses()
          .filter(process -> process.pid() != own && !lines.containsKey(process.pid()))
          .filter(AttachCommands::isJava)
          .limit(1_000)
          .forEach(process -> lines.put(process.pid(), line(process.pid(), whyNot(process), "")));
      if (lines.isEmpty()) {
        out.println("No other Java process is running.");
      }
      lines.values().forEach(out::println);
      return 0;
    }

    private static String stateOf(String pid) {
      try (RunningJvm jvm = RunningJvm.of(pid)) {
        String java = "Java " + jvm.javaVersion() + ", ";
        if (jvm.hasAgent()) {
          return java
              + "OpsAgent "
              + jvm.agentProperty(PublishedState.VERSION)
              + " "
              + jvm.agentProperty(PublishedState.STATE)
              + place(jvm);
        }
        return java + (jvm.isNewEnough() ? "not attached" : "too old: OpsAgent needs Java 17");
      } catch (AttachFailure e) {
        return "cannot be attached to: " + e.getMessage();
      }
    }

    private static String whyNot(ProcessHandle process) {
      String user = process.info().user().orElse("");
      String self = ProcessHandle.current().info().user().orElse("");
      return user.equals(self)
          ? "cannot be attached to: started with -XX:+DisableAttachMechanism or without perf data,"
              + " or not a JVM that the attach API knows"
          : "of user " + user + ": run this command as that user or as root";
    }

    private static String line(long pid, String state, String name) {
      String shown = name.length() > 80 ? name.substring(0, 80) + "..." : name;
      return String.format("%-8d %s%s", pid, state, shown.isEmpty() ? "" : "  [" + shown + "]");
    }
  }

  private static boolean isJava(ProcessHandle process) {
    String command = process.info().command().orElse("");
    String file = new File(command).getName();
    return file.equals("java") || file.equals("java.exe") || file.equals("javaw.exe");
  }

  private static String place(RunningJvm jvm) throws AttachFailure {
    String url = jvm.agentProperty(PublishedState.URL);
    return url.isEmpty() ? "" : " at " + url;
  }

  /**
   * Settings as one agent argument. Relative paths are those of this command, not of the other
   * process.
   *
   * @throws AttachFailure if one is wrong; nothing has been touched then
   */
  static String checkedArguments(List<String> settings) throws AttachFailure {
    Map<String, String> values = new LinkedHashMap<>();
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw new AttachFailure("\"" + setting + "\" is no setting; write key=value.");
      }
      String name = setting.substring(0, equals);
      Key<?> key = Keys.named(name);
      boolean isFile =
          name.equals("config") || key != null && key.typeName().equals(Keys.DATA_DIR.typeName());
      String value = setting.substring(equals + 1);
      values.put(name, isFile ? new File(value).getAbsolutePath() : value);
    }
    StringBuilder arguments = new StringBuilder();
    values.forEach(
        (name, value) ->
            arguments
                .append(arguments.length() == 0 ? "" : ",")
                .append(name)
                .append('=')
                .append(value.replace(",", "\\,")));
    List<String> problems =
        ConfigurationLoader.load(arguments.toString(), Map.of(), new Properties(), null).problems();
    if (!problems.isEmpty()) {
      throw new AttachFailure(String.join(" ", problems) + " Nothing was changed.");
    }
    return arguments.toString();
  }
}
