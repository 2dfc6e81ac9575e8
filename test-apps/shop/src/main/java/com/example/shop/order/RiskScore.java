package com.example.shop.order;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/** The function {@code risk_score} of the database: how likely an order is never paid. */
public final class RiskScore {
  private static final long LOOKUP_MILLIS = 1_600;
  private static final BigDecimal LARGE = new BigDecimal("500");

  private RiskScore() {}

  /**
   * The score of an order, 0 to 100. It takes {@value #LOOKUP_MILLIS} ms, as a function does that
   * looks through a large table without an index.
   *
   * @param customerId key of the customer
   * @param total of the order
   * @return the score
   * @throws InterruptedException when the statement is cancelled
   */
  public static int of(long customerId, BigDecimal total) throws InterruptedException {
    // The slowness itself is what this stands for: there is nothing to wait for.
    TimeUnit.MILLISECONDS.sleep(LOOKUP_MILLIS);
    return total.compareTo(LARGE) > 0 ? 40 : (int) (customerId % 10);
  }
}
