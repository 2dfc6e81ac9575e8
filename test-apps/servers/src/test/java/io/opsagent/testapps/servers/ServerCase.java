package io.opsagent.testapps.servers;

import io.opsagent.testing.JdkCase;
import java.util.List;
import java.util.stream.Stream;

/** One application on one JDK. */
record ServerCase(Application application, JdkCase jdkCase) {

  /** Every application on every JDK. */
  static List<ServerCase> all() {
    return Stream.of(Application.values())
        .flatMap(application -> JdkCase.all().stream().map(jdk -> new ServerCase(application, jdk)))
        .toList();
  }

  @Override
  public String toString() {
    return application + " on " + jdkCase;
  }
}
