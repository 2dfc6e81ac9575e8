package io.opsagent.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.opsagent.capture.ExchangeRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLLL_Result;

/** Two producers want the last free slot: exactly one gets it, the other is refused and counted. */
@JCStressTest
@Outcome(
    id = {"true, false, 12, 1", "false, true, 13, 1"},
    expect = ACCEPTABLE,
    desc = "One accepted, one refused, and counted once.")
@Outcome(expect = FORBIDDEN, desc = "Both, none, or a wrong count.")
@State
public class OneFreeSlotTwoProducers {
  private final ExchangeRing ring = new ExchangeRing(2);

  public OneFreeSlotTwoProducers() {
    ring.offer(Exchanges.numbered(1));
  }

  @Actor
  public void producerA(LLLL_Result result) {
    result.r1 = ring.offer(Exchanges.numbered(2));
  }

  @Actor
  public void producerB(LLLL_Result result) {
    result.r2 = ring.offer(Exchanges.numbered(3));
  }

  @Arbiter
  public void rest(LLLL_Result result) {
    result.r4 = ring.refused();
    result.r3 = ring.accepted() == 2 && ring.size() == 2 ? Exchanges.drain(ring) : "miscounted";
  }
}
