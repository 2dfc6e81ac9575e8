package io.opsagent.testapps.tomcat;

import io.opsagent.testing.JdkCase;
import java.util.List;

/** One Tomcat on one JDK. */
record TomcatCase(TomcatDistribution distribution, JdkCase jdkCase) {

  /** Every Tomcat on every JDK that can run it. */
  static List<TomcatCase> all() {
    return TomcatDistribution.all().stream()
        .flatMap(
            distribution ->
                JdkCase.all().stream()
                    .filter(jdk -> jdk.find().map(distribution::runsOn).orElse(true))
                    .map(jdk -> new TomcatCase(distribution, jdk)))
        .toList();
  }

  /** Every Tomcat on the JDK that runs the tests. */
  static List<TomcatCase> onRunningJdk() {
    JdkCase running = JdkCase.all().get(0);
    return TomcatDistribution.all().stream()
        .map(distribution -> new TomcatCase(distribution, running))
        .toList();
  }

  @Override
  public String toString() {
    return distribution + " on " + jdkCase;
  }
}
