package io.opsagent.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.opsagent.capture.ExchangeRing;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/**
 * A consumer that sleeps for longer than any test waits is woken by the producer, and by nothing
 * else: here the bound of the sleep cannot help.
 */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "Woken, and the exchange was there.")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "Slept through.")
@State
public class SleepingConsumerIsWoken {
  private static final long FOR_EVER_NANOS = TimeUnit.HOURS.toNanos(1);

  private final ExchangeRing ring = new ExchangeRing(2);

  @Actor
  public void consumer() {
    while (ring.poll() == null) {
      ring.awaitWork(FOR_EVER_NANOS);
    }
  }

  @Signal
  public void producer() {
    ring.offer(Exchanges.numbered(1));
  }
}
