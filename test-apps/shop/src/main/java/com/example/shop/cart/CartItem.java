package com.example.shop.cart;

/** So many pieces of a product in a cart. */
public final class CartItem {
  private final long productId;
  private final int quantity;

  CartItem(long productId, int quantity) {
    this.productId = productId;
    this.quantity = quantity;
  }

  /** Returns the key of the product. */
  public long getProductId() {
    return productId;
  }

  /** Returns the number of pieces, 1 or more. */
  public int getQuantity() {
    return quantity;
  }
}
