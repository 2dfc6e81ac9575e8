package io.opsagent.bridge;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The bootstrap method of all advice. Defined into {@code java.lang}, without any dependency; it
 * can never be unloaded or replaced, so that its name carries the number of its protocol.
 */
public final class OpsAgentBridge1 {
  /**
   * Links one call site: {@code (Lookup, String, MethodType, int)Object}, a {@link CallSite} or
   * null. Set by the engine when it is ready, null before and after.
   */
  public static volatile @Nullable MethodHandle linker;

  private OpsAgentBridge1() {}

  /**
   * Bootstrap method for advice. Without an engine, or when the engine cannot link, the call site
   * does nothing and answers null, 0 or false. Throws only when stack or heap are used up; advice
   * swallows that, and the JVM, which does not remember such errors, links at a later call.
   *
   * @param joinPoint number of the join point
   */
  public static CallSite link(
      MethodHandles.Lookup caller, String name, MethodType type, int joinPoint) {
    MethodHandle engine = linker;
    if (engine != null) {
      try {
        Object callSite = (Object) engine.invokeExact(caller, name, type, joinPoint);
        if (callSite != null) {
          return (CallSite) callSite;
        }
      } catch (VirtualMachineError e) {
        throw e;
      } catch (Throwable ignored) {
        // The application must not feel it; the engine has counted its own failures.
      }
    }
    return new ConstantCallSite(noOperation(type));
  }

  private static MethodHandle noOperation(MethodType type) {
    Class<?> result = type.returnType();
    MethodHandle constant;
    if (result == void.class) {
      constant =
          MethodHandles.constant(Object.class, null).asType(MethodType.methodType(void.class));
    } else if (result.isPrimitive()) {
      constant = MethodHandles.constant(int.class, 0);
      constant = MethodHandles.explicitCastArguments(constant, MethodType.methodType(result));
    } else {
      constant = MethodHandles.constant(result, null);
    }
    return MethodHandles.dropArguments(constant, 0, type.parameterList());
  }
}
