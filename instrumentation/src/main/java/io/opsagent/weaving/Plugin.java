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
    this(false, name, bindingPackage, joinPoints);
  }

  private Plugin(boolean library, String name, String bindingPackage, JoinPoint... joinPoints) {
    this.library = library;
    this.name = name;
    this.bindingPackage = bindingPackage;
    this.joinPoints = Collections.unmodifiableList(Arrays.asList(joinPoints));
  }

  /**
   * A plug-in for a library that applications load long before they serve, such as one for logging
   * or a driver: its classes do not say that a server is coming up, and loading them never waits
   * for Byte Buddy. Those that come too early are woven by retransformation. Its advice is prepared
   * when the first of them is woven.
   */
  public static Plugin ofLibrary(String name, String bindingPackage, JoinPoint... joinPoints) {
    return new Plugin(true, name, bindingPackage, joinPoints);
  }

  /** Whether it is one {@linkplain #ofLibrary of a library}. */
  public boolean isLibrary() {
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
