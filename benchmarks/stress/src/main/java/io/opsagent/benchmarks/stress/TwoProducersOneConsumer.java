package io.opsagent.benchmarks.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.opsagent.capture.ExchangeRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two producers and the consumer at once: nothing is lost, nothing comes twice, and what one
 * producer offered comes in its order. Producer A offers 1 and then 2, producer B offers 3; the
 * consumer polls three times meanwhile, and the arbiter takes the rest.
 *
 * <p>Needs three CPUs; jcstress leaves it out where there are fewer.
 */
@JCStressTest
@Outcome(
    id = {"true, 123", "true, 132", "true, 312"},
    expect = ACCEPTABLE,
    desc = "All three came out once, 1 before 2.")
@Outcome(expect = FORBIDDEN, desc = "Lost, doubled, refused or out of order.")
@State
public class TwoProducersOneConsumer {
  private final ExchangeRing ring = new ExchangeRing(4);
  private boolean a1;
  private boolean a2;
  private boolean b;
  private String polled = "";

  @Actor
  public void producerA() {
    a1 = ring.offer(Exchanges.numbered(1));
    a2 = ring.offer(Exchanges.numbered(2));
  }

  @Actor
  public void producerB() {
    b = ring.offer(Exchanges.numbered(3));
  }

  @Actor
  public void consumer() {
    StringBuilder numbers = new StringBuilder(4);
    for (int i = 0; i < 3; i++) {
      int number = Exchanges.numberOf(ring.poll());
      if (number != 0) {
        numbers.append(number);
      }
    }
    polled = numbers.toString();
  }

  @Arbiter
  public void rest(LL_Result result) {
    result.r1 = a1 && a2 && b && ring.accepted() == 3 && ring.refused() == 0;
    result.r2 = polled + Exchanges.drain(ring);
  }
}
