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
 * As {@link TwoProducersOneConsumer}, with two threads, for machines that have no third: producer B
 * is also the consumer. Producer A offers 1 and then 2 while B polls, offers 3, and polls twice.
 */
@JCStressTest
@Outcome(
    id = {"true, 123", "true, 132", "true, 312"},
    expect = ACCEPTABLE,
    desc = "All three came out once, 1 before 2.")
@Outcome(expect = FORBIDDEN, desc = "Lost, doubled, refused or out of order.")
@State
public class TwoProducersOneOfThemConsumer {
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
  public void producerAndConsumer() {
    int first = Exchanges.numberOf(ring.poll());
    b = ring.offer(Exchanges.numbered(3));
    int second = Exchanges.numberOf(ring.poll());
    int third = Exchanges.numberOf(ring.poll());
    polled = ("" + first + second + third).replace("0", "");
  }

  @Arbiter
  public void rest(LL_Result result) {
    result.r1 = a1 && a2 && b && ring.accepted() == 3 && ring.refused() == 0;
    result.r2 = polled + Exchanges.drain(ring);
  }
}
