package io.opsagent.weaving;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One entry point or framework that can be captured: its name, where its bindings are, and its join
 * points. Immutable; the settings key that switches it is {@code capture.} and its name.
 */
public final class Plugin {
  private final String name;
  private final String bindingPackage;
  private final List<JoinPoint> joinPoints;

  /**
   * A plug-in.
   *
   * @param name as in settings and reports, such as {@code tomcat}
   * @param bindingPackage package of the advice and binding classes, which are loaded once for each
   *     class loader of the application
   * @param joinPoints what is advised
   */
  public Plugin(String name, String bindingPackage, JoinPoint... joinPoints) {
    this.name = name;
    this.bindingPackage = bindingPackage;
    this.joinPoints = Collections.unmodifiableList(Arrays.asList(joinPoints));
  }

  public String name() {
    return name;
  }

  public String bindingPackage() {
    return bindingPackage;
  }

  public List<JoinPoint> joinPoints() {
    return joinPoints;
  }
}
