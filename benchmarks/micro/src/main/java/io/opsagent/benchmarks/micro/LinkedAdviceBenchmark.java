package io.opsagent.benchmarks.micro;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.LinkedJoinPoint;
import io.opsagent.weaving.Plugin;
import io.opsagent.weaving.Weaving;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a pair of advice costs by itself: a method that does nothing, the same woven and linked
 * through the bridge, the same after its circuit breaker has switched it off, and after its plug-in
 * was switched off ({@code off}, 6.1: all join points of a request together take less than 5 ns).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set by JMH before use
public class LinkedAdviceBenchmark {
  private static final String OURS = "io.opsagent.benchmarks.micro.";
  private static final int CALLS_UNTIL_OFF = 1_000;

  @Param({"PlainMethod", "AdvisedMethod", "SwitchedOffMethod", "AdvisedMethod off"})
  public String method;

  private UnaryOperator<Object> target;
  private final Object argument = new Object();

  @Setup(Level.Trial)
  @SuppressWarnings("unchecked")
  public void weave() throws Exception {
    Plugin plugin =
        new Plugin(
            "benchmark",
            OURS + "advice",
            joinPoint("AdvisedMethod", "PassingAdvice"),
            joinPoint("SwitchedOffMethod", "ThrowingAdvice"));
    Weaving weaving = BenchmarkAgent.weave(List.of(plugin));
    boolean off = method.endsWith(" off");
    target = new ApplicationLoader().create(UnaryOperator.class, method.split(" ", 2)[0]);
    for (int i = 0; i < CALLS_UNTIL_OFF; i++) {
      if (target.apply(argument) != argument) {
        throw new IllegalStateException(method + " does not do any more what it did");
      }
    }
    weaving.turn(plugin, !off);
    List<LinkedJoinPoint> linked = weaving.linker().linked();
    boolean expected =
        switch (method) {
          case "PlainMethod" -> linked.isEmpty();
          case "AdvisedMethod" -> linked.size() == 1 && linked.get(0).failures() == 0;
          case "AdvisedMethod off" -> linked.size() == 1 && !linked.get(0).isPluginOn();
          default -> linked.size() == 1 && linked.get(0).isOff();
        };
    if (!expected) {
      throw new IllegalStateException(
          method + " is not linked as it should be: " + weaving.filter().problems());
    }
  }

  private static JoinPoint joinPoint(String method, String advice) {
    return new JoinPoint(
        OURS + "application." + method,
        "apply",
        "(Ljava/lang/Object;)Ljava/lang/Object;",
        OURS + "advice." + advice);
  }

  @Benchmark
  public Object call() {
    return target.apply(argument);
  }
}
