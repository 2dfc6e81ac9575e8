package io.opsagent.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.opsagent.capture.ExchangeRing;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILL_Result;

/**
 * A producer offers while the consumer falls asleep. Between storing an element and reading the
 * sleeping flag there is no fence, so that a wake-up may be missed; the bound of the sleep then
 * ends it, and the exchange is there. What is lost is time, and this shows whether it ever is.
 */
@JCStressTest
@Outcome(id = "1, in time, nothing", expect = ACCEPTABLE, desc = "Not put to sleep, or woken.")
@Outcome(
    id = "0, in time, 1",
    expect = ACCEPTABLE,
    desc = "Came back without work, as any park may; the exchange is still there.")
@Outcome(
    id = "1, late, nothing",
    expect = ACCEPTABLE_INTERESTING,
    desc = "Missed its wake-up, or the machine was busy; the bound ended the sleep.")
@Outcome(
    id = "0, late, 1",
    expect = ACCEPTABLE_INTERESTING,
    desc = "The producer did not run while it slept.")
@Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
@State
public class FallingAsleepWhileOffered {
  private static final long BOUND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final ExchangeRing ring = new ExchangeRing(2);

  @Actor
  public void producer() {
    ring.offer(Exchanges.numbered(1));
  }

  @Actor
  public void consumer(ILL_Result result) {
    long startNanos = System.nanoTime();
    ring.awaitWork(BOUND_NANOS);
    result.r2 = System.nanoTime() - startNanos < BOUND_NANOS ? "in time" : "late";
    result.r1 = Exchanges.numberOf(ring.poll());
  }

  @Arbiter
  public void rest(ILL_Result result) {
    String rest = Exchanges.drain(ring);
    result.r3 = rest.isEmpty() ? "nothing" : rest;
  }
}
