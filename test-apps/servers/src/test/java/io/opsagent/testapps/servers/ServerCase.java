package io.opsagent.testapps.servers;

import io.opsagent.testing.JdkCase;
import java.util.List;
import java.util.stream.Stream;

/** One application on one JDK. */
record ServerCase(Application application, JdkCase jdkCase) {

  /** Every application that answers all of {@link Traffic}, on every JDK. */
  static List<ServerCase> all() {
    return of(Application.plain().stream());
  }

  /** Every application, on every JDK. */
  static List<ServerCase> withTomcat() {
    return of(Stream.of(Application.values()));
  }

  private static List<ServerCase> of(Stream<Application> applications) {
    return applications
        .flatMap(application -> JdkCase.all().stream().map(jdk -> new ServerCase(application, jdk)))
        .toList();
  }

  @Override
  public String toString() {
    return application + " on " + jdkCase;
  }
}
