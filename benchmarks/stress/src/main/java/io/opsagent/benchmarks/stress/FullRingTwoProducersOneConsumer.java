package io.opsagent.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.opsagent.capture.ExchangeRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLLL_Result;

/**
 * A full ring, two producers, and a consumer that frees one slot meanwhile: at most one producer
 * gets it. Both keep a stale limit for a moment, which may cost a refusal and never an element.
 *
 * <p>Needs three CPUs; jcstress leaves it out where there are fewer.
 */
@JCStressTest
@Outcome(
    id = {"false, false, 1, 2, 2", "true, false, 1, 23, 1", "false, true, 1, 24, 1"},
    expect = ACCEPTABLE,
    desc = "None or one accepted; the rest refused and counted.")
@Outcome(expect = FORBIDDEN, desc = "An element overwritten, lost, doubled or miscounted.")
@State
public class FullRingTwoProducersOneConsumer {
  private final ExchangeRing ring = new ExchangeRing(2);

  public FullRingTwoProducersOneConsumer() {
    ring.offer(Exchanges.numbered(1));
    ring.offer(Exchanges.numbered(2));
  }

  @Actor
  public void producerA(LLLLL_Result result) {
    result.r1 = ring.offer(Exchanges.numbered(3));
  }

  @Actor
  public void producerB(LLLLL_Result result) {
    result.r2 = ring.offer(Exchanges.numbered(4));
  }

  @Actor
  public void consumer(LLLLL_Result result) {
    result.r3 = Exchanges.numberOf(ring.poll());
  }

  @Arbiter
  public void rest(LLLLL_Result result) {
    result.r5 = ring.refused();
    result.r4 = Exchanges.drain(ring);
  }
}
