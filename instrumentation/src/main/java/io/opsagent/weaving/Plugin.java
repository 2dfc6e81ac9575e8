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
  private final boolean library;

  /**
   * A plug-in.
   *
   * @param name as in settings and reports, such as {@code tomcat}
   * @param bindingPackage package of the advice and binding classes, which are loaded once for each
   *     class loader of the application
   * @param joinPoints what is advised
   */
  public Plugin(String name, String bindingPackage, JoinPoint... joinPoints) {
    this(name, bindingPackage, false, joinPoints);
  }

  private Plugin(String name, String bindingPackage, boolean library, JoinPoint... joinPoints) {
    this.library = library;
    this.name = name;
    this.bindingPackage = bindingPackage;
    this.joinPoints = Collections.unmodifiableList(Arrays.asList(joinPoints));
  }

  /**
   * A plug-in of something that requests use, such as a driver, and that other programs have, too:
   * its classes do not say that a server is coming up, and its advice is prepared when the first of
   * them is woven.
   */
  public static Plugin ofLibrary(String name, String bindingPackage, JoinPoint... joinPoints) {
    return new Plugin(name, bindingPackage, true, joinPoints);
  }

  /** Whether it was made by {@link #ofLibrary}. */
  boolean isLibrary() {
    return library;
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
