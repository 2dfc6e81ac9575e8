package com.example.shop.cart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A cart with what is in it. */
public final class Cart {
  private final String id;
  private final List<CartItem> items;

  Cart(String id, List<CartItem> items) {
    this.id = id;
    this.items = Collections.unmodifiableList(new ArrayList<>(items));
  }

  /** Returns the key, a UUID. */
  public String getId() {
    return id;
  }

  /** Returns what is in it, ordered by product. */
  public List<CartItem> getItems() {
    return items;
  }
}
