package io.opsagent.contract;

import io.opsagent.testing.Jdk;
import java.util.ArrayList;
import java.util.List;

/**
 * Which JDKs a run of the contract takes. The whole matrix is every server on every JDK; a usual
 * build takes the running JDK, and the newest one for classes that ask for it.
 */
final class Matrix {
  /** System property: {@code true} takes the whole matrix. */
  static final String WHOLE_PROPERTY = "contract.matrix";

  private Matrix() {}

  static List<Jdk> jdksOf(Class<?> test, ContractServer server) {
    List<Jdk> jdks = new ArrayList<>();
    jdks.add(Jdk.running());
    if (Boolean.getBoolean(WHOLE_PROPERTY)) {
      jdks.addAll(Jdk.further());
    } else if (test.isAnnotationPresent(OnNewestJdkToo.class)) {
      Jdk.further().stream().findFirst().ifPresent(jdks::add);
    }
    return jdks.stream().filter(server::runsOn).toList();
  }
}
