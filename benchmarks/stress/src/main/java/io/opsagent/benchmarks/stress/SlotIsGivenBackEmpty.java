package io.opsagent.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.opsagent.capture.ExchangeRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIL_Result;

/**
 * Around the end of a full ring: the consumer clears a slot before it gives it back by its index,
 * so that it can never erase what a producer has just stored there.
 */
@JCStressTest
@Outcome(id = "false, 1, 2", expect = ACCEPTABLE, desc = "Still full: refused.")
@Outcome(id = "true, 1, 23", expect = ACCEPTABLE, desc = "Taken into the slot that became free.")
@Outcome(expect = FORBIDDEN, desc = "Lost, doubled or out of order.")
@State
public class SlotIsGivenBackEmpty {
  private final ExchangeRing ring = new ExchangeRing(2);

  public SlotIsGivenBackEmpty() {
    ring.offer(Exchanges.numbered(1));
    ring.offer(Exchanges.numbered(2));
  }

  @Actor
  public void producer(LIL_Result result) {
    result.r1 = ring.offer(Exchanges.numbered(3));
  }

  @Actor
  public void consumer(LIL_Result result) {
    result.r2 = Exchanges.numberOf(ring.poll());
  }

  @Arbiter
  public void rest(LIL_Result result) {
    result.r3 = Exchanges.drain(ring);
  }
}
