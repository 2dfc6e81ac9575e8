package com.example.shop.order;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A coupon, whose code ends in the percentage that it takes off: {@code SPRING-20}. */
public final class Coupon {
  private final String code;
  private final int percent;

  private Coupon(String code, int percent) {
    this.code = code;
    this.percent = percent;
  }

  /**
   * Reads a code. A code without a number at its end is the case that this shop's authors did not
   * think of: it ends in a {@link NumberFormatException} that nothing handles, so in status 500.
   */
  static Coupon parse(String code) {
    int percent = Integer.parseInt(code.substring(code.lastIndexOf('-') + 1));
    return new Coupon(code, Math.max(0, Math.min(percent, 50)));
  }

  /** Returns the code as the customer typed it. */
  public String getCode() {
    return code;
  }

  /** Returns what it takes off in percent, 0 to 50. */
  public int getPercent() {
    return percent;
  }

  BigDecimal applyTo(BigDecimal total) {
    return total
        .multiply(BigDecimal.valueOf(100L - percent))
        .divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
  }
}
