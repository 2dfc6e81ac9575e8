package com.example.shop.report;

import java.math.BigDecimal;

/** What a product has brought in. */
public final class SalesLine {
  private final String sku;
  private final long pieces;
  private final BigDecimal revenue;

  SalesLine(String sku, long pieces, BigDecimal revenue) {
    this.sku = sku;
    this.pieces = pieces;
    this.revenue = revenue;
  }

  /** Returns the stock keeping unit. */
  public String getSku() {
    return sku;
  }

  /** Returns how many pieces were ordered. */
  public long getPieces() {
    return pieces;
  }

  /** Returns the revenue in euros, before coupons. */
  public BigDecimal getRevenue() {
    return revenue;
  }
}
