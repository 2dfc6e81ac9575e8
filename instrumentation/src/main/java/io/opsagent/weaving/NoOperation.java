package io.opsagent.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Method handles that do nothing. */
final class NoOperation {
  private NoOperation() {}

  /** Takes anything of this type and answers nothing, null, 0 or false. */
  static MethodHandle of(MethodType type) {
    MethodHandle nothing = MethodHandles.constant(Object.class, null);
    MethodHandle cast =
        MethodHandles.explicitCastArguments(nothing, MethodType.methodType(type.returnType()));
    return MethodHandles.dropArguments(cast, 0, type.parameterList());
  }
}
