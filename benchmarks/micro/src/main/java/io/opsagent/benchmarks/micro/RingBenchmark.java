package io.opsagent.benchmarks.micro;

import io.opsagent.capture.Exchange;
import io.opsagent.capture.ExchangeRing;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * Offers to the ring: by one, two and four threads while a consumer drains it, and while it is
 * full. Drained, the producers are faster than any application, so that a part is refused; the
 * counters say how many.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RingBenchmark {

  /** A ring with a consumer. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // set by JMH before use
  public static class Drained {
    final ExchangeRing ring = new ExchangeRing(Captures.RING_CAPACITY);
    Consumer consumer;

    @Setup(Level.Iteration)
    public void start() {
      consumer = new Consumer(ring);
    }

    @TearDown(Level.Iteration)
    public void stop() throws InterruptedException {
      consumer.close();
    }
  }

  /** A ring that is full and stays so. */
  @State(Scope.Benchmark)
  public static class Full {
    final ExchangeRing ring = new ExchangeRing(Captures.RING_CAPACITY);

    @Setup(Level.Trial)
    public void fill() {
      Exchange exchange = exchange();
      while (ring.offer(exchange)) {
        // Until it refuses.
      }
    }
  }

  /** A ring of one thread's own. */
  @State(Scope.Thread)
  public static class Own {
    final ExchangeRing ring = new ExchangeRing(Captures.RING_CAPACITY);
  }

  /** What one thread offers. */
  @State(Scope.Thread)
  public static class Offered {
    final Exchange exchange = exchange();
  }

  /** What became of the offers. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Offers {
    public long accepted;
    public long refused;

    void count(boolean taken) {
      if (taken) {
        accepted++;
      } else {
        refused++;
      }
    }
  }

  private static Exchange exchange() {
    return Objects.requireNonNull(Captures.installProduction().begin("benchmark"));
  }

  /** In and out on one thread: the floor. */
  @Benchmark
  public @Nullable Object offerAndPoll(Own own, Offered offered) {
    own.ring.offer(offered.exchange);
    return own.ring.poll();
  }

  @Benchmark
  @Threads(1)
  public void drainedOneProducer(Drained drained, Offered offered, Offers offers) {
    offers.count(drained.ring.offer(offered.exchange));
  }

  @Benchmark
  @Threads(2)
  public void drainedTwoProducers(Drained drained, Offered offered, Offers offers) {
    offers.count(drained.ring.offer(offered.exchange));
  }

  @Benchmark
  @Threads(4)
  public void drainedFourProducers(Drained drained, Offered offered, Offers offers) {
    offers.count(drained.ring.offer(offered.exchange));
  }

  @Benchmark
  @Threads(1)
  public boolean fullOneProducer(Full full, Offered offered) {
    return full.ring.offer(offered.exchange);
  }

  @Benchmark
  @Threads(2)
  public boolean fullTwoProducers(Full full, Offered offered) {
    return full.ring.offer(offered.exchange);
  }

  @Benchmark
  @Threads(4)
  public boolean fullFourProducers(Full full, Offered offered) {
    return full.ring.offer(offered.exchange);
  }
}
