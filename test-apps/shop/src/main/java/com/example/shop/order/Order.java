package com.example.shop.order;

import java.math.BigDecimal;
import java.time.Instant;

/** An order without its items. */
public final class Order {
  private final long id;
  private final long customerId;
  private final Instant orderedAt;
  private final BigDecimal total;

  Order(long id, long customerId, Instant orderedAt, BigDecimal total) {
    this.id = id;
    this.customerId = customerId;
    this.orderedAt = orderedAt;
    this.total = total;
  }

  /** Returns the key. */
  public long getId() {
    return id;
  }

  /** Returns the key of the customer. */
  public long getCustomerId() {
    return customerId;
  }

  /** Returns when it was ordered. */
  public Instant getOrderedAt() {
    return orderedAt;
  }

  /** Returns what the customer pays, in euros. */
  public BigDecimal getTotal() {
    return total;
  }
}
