package io.opsagent.benchmarks.micro;

import io.opsagent.capture.Capture;
import io.opsagent.capture.Exchange;
import io.opsagent.tomcat.TomcatPlugin;
import io.opsagent.weaving.Plugin;
import io.opsagent.weaving.Weaving;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The same request as in {@link CapturedRequestBenchmark}, but through a whole Tomcat, from its
 * adapter to its access log, once as it is, once woven as the agent weaves it, and once woven and
 * switched off. Needs no
 * assumption of ours on what Tomcat calls; measures more than capture, so that its time is the
 * noisier one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // set by JMH before use
public class ContainerRequestBenchmark {
  @Param({"none", "opsagent", "off"})
  public String agent;

  private Callable<?> tomcat;
  private @Nullable Consumer consumer;

  @Setup(Level.Trial)
  public void start() throws Exception {
    boolean woven = agent.equals("opsagent");
    Capture capture = Captures.installProduction();
    if (!agent.equals("none")) {
      Plugin plugin = TomcatPlugin.plugin();
      Weaving weaving = BenchmarkAgent.weave(List.of(plugin));
      if (!woven) {
        capture.switchOff(plugin.name());
        weaving.turn(plugin, false);
      }
    }
    tomcat = new ApplicationLoader().create(Callable.class, "EmbeddedTomcat");
    Object status = tomcat.call();
    Exchange exchange = capture.ring().poll();
    boolean captured =
        exchange != null
            && exchange.status() == 200
            && "/shop/orders/4711".equals(exchange.path())
            && exchange.responseBytes() > 0
            && capture.ring().poll() == null;
    if (!Integer.valueOf(200).equals(status) || woven != captured) {
      throw new IllegalStateException("status " + status + ", captured: " + captured);
    }
    consumer = woven ? new Consumer(capture.ring()) : null;
  }

  @TearDown(Level.Trial)
  public void stop() throws Exception {
    if (consumer != null) {
      consumer.close();
    }
    ((AutoCloseable) tomcat).close();
  }

  @Benchmark
  public Object request() throws Exception {
    return tomcat.call();
  }
}
