package io.opsagent.contract;

import io.opsagent.testing.Jdk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A server that runs the contract application, and what is special about it. Immutable; each {@code
 * with} method gives a copy.
 *
 * @param name as it stands in the matrix, for example {@code Tomcat}
 * @param version of the server
 * @param entryPoint the agent's name of the place where it takes requests, for example {@code
 *     tomcat}
 * @param oldestJdk major version of the oldest JDK that it runs on
 * @param application what follows the options on the command line: {@code -cp}, the class path and
 *     the main class, or {@code -jar} and the jar. The port is added after it
 * @param jvmOptions more options for both runs
 * @param traits what the server does in its own way
 * @param notExpressed numbers of the cases that it cannot express, with the reason
 */
public record ContractServer(
    String name,
    String version,
    String entryPoint,
    int oldestJdk,
    List<String> application,
    List<String> jvmOptions,
    Set<Trait> traits,
    Map<Integer, String> notExpressed) {

  private static final int OLDEST_JDK_OF_THE_AGENT = 17;

  public ContractServer {
    application = List.copyOf(application);
    jvmOptions = List.copyOf(jvmOptions);
    traits = traits.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(traits));
    notExpressed = Collections.unmodifiableMap(new TreeMap<>(notExpressed));
  }

  /** A server on any JDK, without traits, that expresses all cases. */
  public static ContractServer of(
      String name, String version, String entryPoint, List<String> application) {
    return new ContractServer(
        name,
        version,
        entryPoint,
        OLDEST_JDK_OF_THE_AGENT,
        application,
        List.of(),
        Set.of(),
        Map.of());
  }

  /** A copy that needs at least this JDK. */
  public ContractServer fromJdk(int feature) {
    return new ContractServer(
        name, version, entryPoint, feature, application, jvmOptions, traits, notExpressed);
  }

  /** A copy that is started with this JVM option, too. */
  public ContractServer withJvmOption(String option) {
    List<String> more = new ArrayList<>(jvmOptions);
    more.add(option);
    return new ContractServer(
        name, version, entryPoint, oldestJdk, application, more, traits, notExpressed);
  }

  /** A copy with this trait. */
  public ContractServer with(Trait trait) {
    Set<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    return new ContractServer(
        name, version, entryPoint, oldestJdk, application, jvmOptions, more, notExpressed);
  }

  /**
   * A copy that leaves out a case.
   *
   * @param number of the case
   * @param reason why it cannot be expressed there; shown in the report and below the matrix
   */
  public ContractServer cannotExpress(int number, String reason) {
    Map<Integer, String> more = new TreeMap<>(notExpressed);
    more.put(number, reason);
    return new ContractServer(
        name, version, entryPoint, oldestJdk, application, jvmOptions, traits, more);
  }

  /** Whether the server has this trait. */
  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether server and agent both run on the JDK. */
  public boolean runsOn(Jdk jdk) {
    return jdk.feature() >= oldestJdk && jdk.feature() >= OLDEST_JDK_OF_THE_AGENT;
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
