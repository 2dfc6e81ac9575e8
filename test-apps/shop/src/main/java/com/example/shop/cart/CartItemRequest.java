package com.example.shop.cart;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import javax.validation.constraints.Max;
import javax.validation.constraints.Min;

/** How many pieces of a product a visitor wants. */
final class CartItemRequest {
  @Min(1)
  @Max(100)
  private final int quantity;

  @JsonCreator
  CartItemRequest(@JsonProperty("quantity") int quantity) {
    this.quantity = quantity;
  }

  /** Returns the number of pieces; public because the validator reads it. */
  public int getQuantity() {
    return quantity;
  }
}
