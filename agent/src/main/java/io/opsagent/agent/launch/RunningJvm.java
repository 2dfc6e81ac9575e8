package io.opsagent.agent.launch;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.io.IOException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A running JVM of this machine, reached through the JDK's attach API (module {@code jdk.attach},
 * from the JVM that runs the command). Close it. For one thread.
 */
final class RunningJvm implements AutoCloseable {
  /** First release that prints a warning when an agent is loaded into a running JVM. */
  private static final int FIRST_THAT_WARNS = 21;

  private static final int FIRST_SUPPORTED = 17;
  private static final String DYNAMIC_LOADING = "EnableDynamicAgentLoading";
  private static final long POLL_MILLIS = 100;

  private final String pid;
  private final VirtualMachine machine;
  private final Properties properties;

  private RunningJvm(String pid, VirtualMachine machine, Properties properties) {
    this.pid = pid;
    this.machine = machine;
    this.properties = properties;
  }

  /**
   * Reaches a JVM; waits ten seconds at most for one that does not answer.
   *
   * @throws AttachFailure if it cannot be reached; the message says why and what helps
   */
  static RunningJvm of(String pid) throws AttachFailure {
    requireAttachApi();
    if (pid.equals(Long.toString(ProcessHandle.current().pid()))) {
      throw new AttachFailure("Process " + pid + " is this command itself.");
    }
    long number;
    try {
      number = Long.parseLong(pid);
    } catch (NumberFormatException e) {
      throw new AttachFailure(
          "\"" + pid + "\" is no process id; \"opsagent list\" shows those of Java processes.");
    }
    if (ProcessHandle.of(number).isEmpty()) {
      throw new AttachFailure(
          "There is no process " + pid + "; \"opsagent list\" shows Java processes.");
    }
    try {
      VirtualMachine machine = VirtualMachine.attach(pid);
      return new RunningJvm(pid, machine, machine.getSystemProperties());
    } catch (AttachNotSupportedException e) {
      throw new AttachFailure(
          "Process "
              + pid
              + " does not let anybody attach: "
              + e.getMessage()
              + ". It is no Java process, does not answer, or was started with"
              + " -XX:+DisableAttachMechanism; add -javaagent:opsagent.jar to its launch line"
              + " instead.");
    } catch (IOException e) {
      throw new AttachFailure(
          "Process "
              + pid
              + " cannot be reached: "
              + e.getMessage()
              + ". Run this command as the user of that process ("
              + userOf(number)
              + ") or as root, on the same machine and outside of any container of its own.");
    }
  }

  /**
   * Checks that the JVM of this command can attach.
   *
   * @throws AttachFailure if it lacks the module
   */
  static void requireAttachApi() throws AttachFailure {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw new AttachFailure(
          "This Java ("
              + System.getProperty("java.home")
              + ") has no module jdk.attach. Run the command with the java of a JDK.");
    }
  }

  static String userOf(long pid) {
    return ProcessHandle.of(pid).flatMap(handle -> handle.info().user()).orElse("unknown");
  }

  String pid() {
    return pid;
  }

  /** Such as {@code 17.0.15}. */
  String javaVersion() {
    return properties.getProperty("java.version", "unknown");
  }

  private int feature() {
    String text = properties.getProperty("java.specification.version", "0");
    String number = text.startsWith("1.") ? text.substring(2) : text;
    try {
      return Integer.parseInt(number);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether OpsAgent can run in it. */
  boolean isNewEnough() {
    return feature() >= FIRST_SUPPORTED;
  }

  /** Whether it will print the warning of JDK 21 and newer. */
  boolean willWarn() throws AttachFailure {
    return feature() >= FIRST_THAT_WARNS
        && !agentProperty("sun.jvm.args").contains("-XX:+" + DYNAMIC_LOADING);
  }

  /** What an OpsAgent in it says of itself (see {@link PublishedState}); empty if nothing. */
  String agentProperty(String name) throws AttachFailure {
    try {
      return machine.getAgentProperties().getProperty(name, "");
    } catch (IOException e) {
      throw new AttachFailure("Process " + pid + " does not answer any more: " + e.getMessage());
    }
  }

  /** Whether an OpsAgent is in it, or on its way in. */
  boolean hasAgent() throws AttachFailure {
    String state = agentProperty(PublishedState.STATE);
    return state.equals(PublishedState.STARTING) || state.equals(PublishedState.RUNNING);
  }

  /**
   * Lets it load the jar and call its {@code agentmain}.
   *
   * @throws AttachFailure if it refuses; the message says what helps
   */
  void load(File jar, String arguments) throws AttachFailure {
    try {
      machine.loadAgent(jar.getAbsolutePath(), arguments);
    } catch (AgentLoadException | AgentInitializationException e) {
      throw new AttachFailure(
          "Process "
              + pid
              + " (Java "
              + javaVersion()
              + ") refused the agent: "
              + e.getMessage()
              + ". Where agents may not be loaded into a running JVM, start it with -XX:+"
              + DYNAMIC_LOADING
              + " or with -javaagent:"
              + jar.getAbsolutePath()
              + "; where the jar cannot be read, make it readable to "
              + userOf(Long.parseLong(pid))
              + ".");
    } catch (IOException e) {
      throw new AttachFailure("Process " + pid + " does not answer any more: " + e.getMessage());
    }
  }

  /**
   * Waits until the agent in it says that it is in such a state.
   *
   * @return the state that it is in at last, which is another one if the time is over
   */
  String awaitState(Predicate<String> wanted, long maxMillis) throws AttachFailure {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(maxMillis);
    String state = agentProperty(PublishedState.STATE);
    try {
      while (!wanted.test(state) && System.nanoTime() < deadlineNanos) {
        // There is nothing to wait on: the other process is asked again.
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        state = agentProperty(PublishedState.STATE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return state;
  }

  @Override
  public void close() {
    try {
      machine.detach();
    } catch (IOException e) {
      // The other process has ended.
    }
  }
}
