package io.opsagent.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.opsagent.capture.ExchangeRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/**
 * A producer writes plain fields and offers: the consumer that gets the exchange sees them. The
 * index moves before the element is there; the consumer then meets an empty slot, never a half
 * filled one.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Not offered yet.")
@Outcome(id = "0, 7", expect = ACCEPTABLE, desc = "Offered between the two looks.")
@Outcome(id = "1, 7", expect = ACCEPTABLE, desc = "Element and content are there.")
@Outcome(
    id = "1, 0",
    expect = ACCEPTABLE_INTERESTING,
    desc = "Index claimed, element not stored yet: the consumer takes it the next time.")
@Outcome(expect = FORBIDDEN, desc = "An exchange without its content.")
@State
public class ContentIsPublishedWithTheElement {
  private final ExchangeRing ring = new ExchangeRing(2);

  @Actor
  public void producer() {
    ring.offer(Exchanges.numbered(7));
  }

  @Actor
  public void consumer(JI_Result result) {
    result.r1 = ring.accepted();
    result.r2 = Exchanges.numberOf(ring.poll());
  }
}
