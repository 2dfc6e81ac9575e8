package io.opsagent.jetty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import org.eclipse.jetty.http.pathmap.MappedResource;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.servlet.ServletHandler;
import org.jspecify.annotations.Nullable;

/**
 * Which mapping chose a servlet. Jetty 10 and 11 keep it on the request; 9.3 and 9.4 are asked for
 * it once more, which costs them one look at their table and changes nothing. The types differ from
 * line to line, so that methods are found by name.
 */
final class ServletPattern {
  /** Jetty 10 and 11. */
  private static final @Nullable MethodHandle MAPPING =
      find(Request.class, "getServletPathMapping");

  private static final @Nullable MethodHandle PATTERN =
      MAPPING == null ? null : find(MAPPING.type().returnType(), "getPattern");

  /** Jetty 9.3 and 9.4. */
  private static final @Nullable MethodHandle HOLDER_ENTRY =
      find(ServletHandler.class, "getHolderEntry", String.class);

  private ServletPattern() {}

  /** Such as {@code /app/*}, or null if it cannot be told. */
  static @Nullable String of(Object handler, @Nullable Object target, Request request)
      throws Throwable {
    if (MAPPING != null && PATTERN != null) {
      Object mapping = MAPPING.invoke(request);
      return mapping == null ? null : (String) PATTERN.invoke(mapping);
    }
    if (target == null || HOLDER_ENTRY == null) {
      return null;
    }
    Object entry = HOLDER_ENTRY.invoke(handler, target);
    if (entry instanceof Map.Entry) {
      return (String) ((Map.Entry<?, ?>) entry).getKey();
    }
    return entry == null ? null : ((MappedResource<?>) entry).getPathSpec().getDeclaration();
  }

  private static @Nullable MethodHandle find(
      Class<?> type, String name, Class<?>... parameterTypes) {
    try {
      Method method = type.getMethod(name, parameterTypes);
      return MethodHandles.publicLookup()
          .findVirtual(type, name, MethodType.methodType(method.getReturnType(), parameterTypes));
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }
}
