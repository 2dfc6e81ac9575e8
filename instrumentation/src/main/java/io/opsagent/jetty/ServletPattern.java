package io.opsagent.jetty;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.eclipse.jetty.http.pathmap.MappedResource;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.servlet.ServletHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.jspecify.annotations.Nullable;

/**
 * Which mapping chose a servlet. Jetty 10 and 11 keep it on the request; 9.3 and 9.4 are asked for
 * it once more, which costs them one look at their table and changes nothing.
 */
final class ServletPattern {
  private static final @Nullable MethodHandle MAPPING = mapping();
  private static final @Nullable MethodHandle PATTERN =
      MAPPING == null ? null : pattern(MAPPING.type().returnType());

  private ServletPattern() {}

  /** Such as {@code /app/*}, or null if it cannot be told. */
  static @Nullable String of(Object handler, @Nullable Object target, Request request)
      throws Throwable {
    if (MAPPING != null && PATTERN != null) {
      Object mapping = MAPPING.invoke(request);
      return mapping == null ? null : (String) PATTERN.invoke(mapping);
    }
    if (target == null) {
      return null;
    }
    MappedResource<ServletHolder> entry =
        ((ServletHandler) handler).getHolderEntry((String) target);
    return entry == null ? null : entry.getPathSpec().getDeclaration();
  }

  private static @Nullable MethodHandle mapping() {
    try {
      Class<?> type = Request.class.getMethod("getServletPathMapping").getReturnType();
      return MethodHandles.publicLookup()
          .findVirtual(Request.class, "getServletPathMapping", MethodType.methodType(type));
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  private static @Nullable MethodHandle pattern(Class<?> mapping) {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(mapping, "getPattern", MethodType.methodType(String.class));
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }
}
