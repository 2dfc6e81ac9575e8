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
 * As {@link FullRingTwoProducersOneConsumer}, with two threads, for machines that have no third:
 * producer B frees a slot itself before it offers, so that exactly one of the two gets it.
 */
@JCStressTest
@Outcome(
    id = {"true, false, 1, 23, 1", "false, true, 1, 24, 1"},
    expect = ACCEPTABLE,
    desc = "One accepted, the other refused and counted.")
@Outcome(expect = FORBIDDEN, desc = "An element overwritten, lost, doubled or miscounted.")
@State
public class FullRingTwoProducersOneOfThemConsumer {
  private final ExchangeRing ring = new ExchangeRing(2);

  public FullRingTwoProducersOneOfThemConsumer() {
    ring.offer(Exchanges.numbered(1));
    ring.offer(Exchanges.numbered(2));
  }

  @Actor
  public void producerA(LLLLL_Result result) {
    result.r1 = ring.offer(Exchanges.numbered(3));
  }

  @Actor
  public void producerAndConsumer(LLLLL_Result result) {
    result.r3 = Exchanges.numberOf(ring.poll());
    result.r2 = ring.offer(Exchanges.numbered(4));
  }

  @Arbiter
  public void rest(LLLLL_Result result) {
    result.r5 = ring.refused();
    result.r4 = Exchanges.drain(ring);
  }
}
