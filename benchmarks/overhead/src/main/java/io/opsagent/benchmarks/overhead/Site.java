package io.opsagent.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param root the repository
 * @param java the java command that runs applications
 * @param work folder for what runs write; emptied by them
 * @param withLogs whether the output of applications is kept there
 */
record Site(Path root, Path java, Path work, boolean withLogs) {

  Path peers() {
    return root.resolve("benchmarks/overhead/target/peers");
  }

  Path agent(Variant variant, String jar) {
    return variant.isOpsAgent() ? root.resolve("agent/target").resolve(jar) : peers().resolve(jar);
  }

  /** The class path of an application, with JavaMelody if the variant is that. */
  String classPath(Application application, Variant variant) throws IOException {
    Path target = root.resolve("benchmarks/overhead-apps/target");
    String name =
        application.id() + (variant.kind() == Variant.Kind.JAVAMELODY ? "-javamelody" : "");
    return target.resolve("classes")
        + ":"
        + Files.readString(target.resolve(name + ".classpath")).trim();
  }
}
