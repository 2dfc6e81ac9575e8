package com.example.shop.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import javax.validation.Valid;
import javax.validation.constraints.Positive;
import javax.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What a customer wants to order. */
final class OrderRequest {
  @Positive private final long customerId;

  @Size(min = 1, max = 50)
  private final List<@Valid Line> items;

  private final @Nullable String coupon;

  @JsonCreator
  OrderRequest(
      @JsonProperty("customerId") long customerId,
      @JsonProperty("items") @Nullable List<Line> items,
      @JsonProperty("coupon") @Nullable String coupon) {
    this.customerId = customerId;
    this.items = items == null ? Collections.emptyList() : items;
    this.coupon = coupon;
  }

  /** Returns the key of the customer. */
  public long getCustomerId() {
    return customerId;
  }

  /** Returns the products, 1 to 50. */
  public List<Line> getItems() {
    return items;
  }

  /** Returns the code of a coupon, or null. */
  public @Nullable String getCoupon() {
    return coupon;
  }

  /** So many pieces of one product. */
  static final class Line {
    @Positive private final long productId;

    @Positive private final int quantity;

    @JsonCreator
    Line(@JsonProperty("productId") long productId, @JsonProperty("quantity") int quantity) {
      this.productId = productId;
      this.quantity = quantity;
    }

    /** Returns the key of the product. */
    public long getProductId() {
      return productId;
    }

    /** Returns the number of pieces. */
    public int getQuantity() {
      return quantity;
    }
  }
}
