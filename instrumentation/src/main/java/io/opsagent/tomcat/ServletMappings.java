package io.opsagent.tomcat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.catalina.Wrapper;
import org.apache.catalina.mapper.MappingData;
import org.jspecify.annotations.Nullable;

/**
 * Tells the servlet that gets what no other is mapped to, whatever its name: with Spring it is the
 * dispatcher. Its servlet path is the whole path of the request and says nothing of a route.
 */
final class ServletMappings {
  /** Its type is one of Tomcat (8.5), javax (9) or jakarta. */
  private static final @Nullable MethodHandle MATCH_TYPE = matchType();

  private ServletMappings() {}

  private static @Nullable MethodHandle matchType() {
    try {
      return MethodHandles.publicLookup()
          .unreflectGetter(MappingData.class.getField("matchType"))
          .asType(MethodType.methodType(Object.class, MappingData.class));
    } catch (ReflectiveOperationException | LinkageError olderTomcat) {
      return null;
    }
  }

  static boolean isDefault(MappingData mapping, Wrapper wrapper) throws Throwable {
    if ("default".equals(wrapper.getName())) {
      return true;
    }
    if (MATCH_TYPE == null) {
      return false;
    }
    Object type = (Object) MATCH_TYPE.invokeExact(mapping);
    return type instanceof Enum && "DEFAULT".equals(((Enum<?>) type).name());
  }
}
