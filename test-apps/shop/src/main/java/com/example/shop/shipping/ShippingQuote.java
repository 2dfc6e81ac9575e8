package com.example.shop.shipping;

import java.math.BigDecimal;

/** What it costs to send a parcel to a country. */
public final class ShippingQuote {
  private final String country;
  private final BigDecimal price;

  ShippingQuote(String country, BigDecimal price) {
    this.country = country;
    this.price = price;
  }

  /** Returns the country, two capital letters (ISO 3166). */
  public String getCountry() {
    return country;
  }

  /** Returns the price in euros. */
  public BigDecimal getPrice() {
    return price;
  }
}
