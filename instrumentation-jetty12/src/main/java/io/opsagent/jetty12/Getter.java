package io.opsagent.jetty12;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A public method without arguments that several classes have which share no type: the servlet
 * containers of Jetty 12 are one code in four packages. Looked up once for each class; what has no
 * such method fails, and with it the join point.
 */
final class Getter {
  private static final MethodType ERASED = MethodType.methodType(Object.class, Object.class);

  private final String name;
  private final ClassValue<MethodHandle> handles =
      new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
          return find(type);
        }
      };

  Getter(String name) {
    this.name = name;
  }

  /** What the method of that object says; null if there is no object. */
  @Nullable Object of(@Nullable Object target) throws Throwable {
    return target == null ? null : handles.get(target.getClass()).invokeExact(target);
  }

  private MethodHandle find(Class<?> type) {
    try {
      Method method = type.getMethod(name);
      return MethodHandles.publicLookup()
          .findVirtual(
              method.getDeclaringClass(), name, MethodType.methodType(method.getReturnType()))
          .asType(ERASED);
    } catch (ReflectiveOperationException e) {
      return MethodHandles.dropArguments(
          MethodHandles.constant(Object.class, null), 0, Object.class);
    }
  }
}
