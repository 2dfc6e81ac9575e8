package io.opsagent.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * One JDK as a case of a parameterised test. When no further JDK is known, there still is a case
 * for it: it is skipped by name, so that a report shows what was not tested.
 */
public final class JdkCase {
  private final @Nullable Jdk jdk;

  private JdkCase(@Nullable Jdk jdk) {
    this.jdk = jdk;
  }

  /** The running JDK first, then the further ones (or the one case that stands for them). */
  public static List<JdkCase> all() {
    return of(Jdk.running(), Jdk.further());
  }

  static List<JdkCase> of(Jdk running, List<Jdk> further) {
    List<JdkCase> cases = new ArrayList<>();
    cases.add(new JdkCase(running));
    further.forEach(jdk -> cases.add(new JdkCase(jdk)));
    if (further.isEmpty()) {
      cases.add(new JdkCase(null));
    }
    return List.copyOf(cases);
  }

  /** The JDK, if it is there. */
  public Optional<Jdk> find() {
    return Optional.ofNullable(jdk);
  }

  /**
   * The JDK of this case.
   *
   * @throws TestAbortedException if there is none; the test is then reported as skipped
   */
  public Jdk jdk() {
    if (jdk == null) {
      throw new TestAbortedException(
          "no further JDK: name its home in the environment variable " + Jdk.FURTHER_JDKS_VARIABLE);
    }
    return jdk;
  }

  @Override
  public String toString() {
    return jdk == null ? "a further JDK" : jdk.toString();
  }
}
