package com.example.hostile;

import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;

/** Makes a class at run time with the application's own Byte Buddy. */
final class ByteBuddyCheck implements Check {
  /** What the generated class extends; public because that class is in another loader. */
  public static class Greeter {
    /** Makes a greeter. */
    public Greeter() {}

    /** Returns a greeting. */
    public String greet() {
      return "not generated";
    }
  }

  @Override
  public Map<String, ?> run() throws ReflectiveOperationException {
    // Old versions do not know new JVMs, so the version of the class file is fixed.
    Class<? extends Greeter> type =
        new ByteBuddy(ClassFileVersion.JAVA_V8)
            .subclass(Greeter.class)
            .name("com.example.hostile.generated.Greeter")
            .method(ElementMatchers.named("greet"))
            .intercept(FixedValue.value("generated"))
            .make()
            .load(Greeter.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
            .getLoaded();
    Map<String, Object> seen = new TreeMap<>();
    seen.put("greeting", type.getDeclaredConstructor().newInstance().greet());
    seen.put("type", type.getName());
    return seen;
  }
}
