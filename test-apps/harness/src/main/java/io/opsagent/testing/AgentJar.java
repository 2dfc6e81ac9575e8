package io.opsagent.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * The opsagent.jar under test.
 *
 * @param path absolute path of the jar
 */
public record AgentJar(Path path) {

  /** System property that holds the path of the jar; the pom of each test module sets it. */
  public static final String PATH_PROPERTY = "opsagent.jar";

  /**
   * System property: {@code true} lets a build without the jar pass, its cases are skipped by name
   * then. Anything else makes a missing jar a failure, so that a broken build cannot look green.
   */
  public static final String OPTIONAL_PROPERTY = "opsagent.jar.optional";

  /**
   * The jar, if it was built.
   *
   * @throws IllegalStateException if it was not and {@link #OPTIONAL_PROPERTY} does not allow that
   */
  public static Optional<AgentJar> locate() {
    return locate(System.getProperty(PATH_PROPERTY, ""), Boolean.getBoolean(OPTIONAL_PROPERTY));
  }

  static Optional<AgentJar> locate(String path, boolean optional) {
    if (!path.isEmpty() && Files.isRegularFile(Path.of(path))) {
      return Optional.of(new AgentJar(Path.of(path).toAbsolutePath().normalize()));
    }
    if (optional) {
      return Optional.empty();
    }
    throw new IllegalStateException(
        "system property "
            + PATH_PROPERTY
            + " is '"
            + path
            + "', which is no file; build the agent first (mvn verify from the root)");
  }

  /**
   * The jar, for a test that says something about the agent.
   *
   * @throws TestAbortedException if there is none and that is allowed
   */
  public static AgentJar require() {
    return locate()
        .orElseThrow(
            () ->
                new TestAbortedException(
                    "no agent jar at " + System.getProperty(PATH_PROPERTY, "(property not set)")));
  }

  /** The option for a JVM's command line, without arguments for the agent. */
  public String option() {
    return "-javaagent:" + path;
  }

  /** The option for a JVM's command line with arguments, for example {@code config=FILE}. */
  public String option(String arguments) {
    return option() + "=" + arguments;
  }
}
