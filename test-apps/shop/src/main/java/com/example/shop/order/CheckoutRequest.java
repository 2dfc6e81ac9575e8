package com.example.shop.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import javax.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** Who orders what is in a cart. */
final class CheckoutRequest {
  @Positive private final long customerId;

  private final @Nullable String coupon;

  @JsonCreator
  CheckoutRequest(
      @JsonProperty("customerId") long customerId,
      @JsonProperty("coupon") @Nullable String coupon) {
    this.customerId = customerId;
    this.coupon = coupon;
  }

  /** Returns the key of the customer. */
  public long getCustomerId() {
    return customerId;
  }

  /** Returns the code of a coupon, or null. */
  public @Nullable String getCoupon() {
    return coupon;
  }
}
