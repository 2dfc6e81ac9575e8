package io.opsagent.weaving;

/**
 * One place that is advised: a method of a class by its exact name and descriptor, and the advice
 * class whose {@code enter} and {@code exit} are called there. Immutable.
 */
public final class JoinPoint {
  /** The name of a constructor as a method; its advice has no enter that sees the object. */
  public static final String CONSTRUCTOR = "<init>";

  private final String className;
  private final String methodName;
  private final String descriptor;
  private final String adviceClassName;
  private final boolean old;

  /**
   * A join point.
   *
   * @param className binary name, with dots
   * @param methodName name of the method
   * @param descriptor its descriptor, as in class files
   * @param adviceClassName binary name of the advice class, in the binding's package
   */
  public JoinPoint(String className, String methodName, String descriptor, String adviceClassName) {
    this(className, methodName, descriptor, adviceClassName, false);
  }

  private JoinPoint(
      String className, String methodName, String descriptor, String adviceClassName, boolean old) {
    this.className = className;
    this.methodName = methodName;
    this.descriptor = descriptor;
    this.adviceClassName = adviceClassName;
    this.old = old;
  }

  /**
   * The same place, also in class files of version 48 and 49, which have no stack map frames: they
   * are computed. Only for small classes that were tried, since all their methods get frames.
   */
  public JoinPoint alsoInOldClassFiles() {
    return new JoinPoint(className, methodName, descriptor, adviceClassName, true);
  }

  boolean isAlsoInOldClassFiles() {
    return old;
  }

  public String className() {
    return className;
  }

  public String methodName() {
    return methodName;
  }

  public String descriptor() {
    return descriptor;
  }

  public String adviceClassName() {
    return adviceClassName;
  }

  /** Such as {@code org.apache.catalina.connector.CoyoteAdapter.service}. */
  @Override
  public String toString() {
    return className + "." + methodName;
  }
}
