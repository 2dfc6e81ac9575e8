package com.example.shop.order;

import java.math.BigDecimal;

/** So many pieces of a product in an order, at the price of that day. */
public final class OrderItem {
  private final long productId;
  private final String name;
  private final int quantity;
  private final BigDecimal price;

  OrderItem(long productId, String name, int quantity, BigDecimal price) {
    this.productId = productId;
    this.name = name;
    this.quantity = quantity;
    this.price = price;
  }

  /** Returns the key of the product. */
  public long getProductId() {
    return productId;
  }

  /** Returns the name of the product. */
  public String getName() {
    return name;
  }

  /** Returns the number of pieces. */
  public int getQuantity() {
    return quantity;
  }

  /** Returns the price of one piece in euros. */
  public BigDecimal getPrice() {
    return price;
  }
}
