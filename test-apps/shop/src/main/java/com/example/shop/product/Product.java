package com.example.shop.product;

import java.math.BigDecimal;

/** A product as the shop sells it. */
public final class Product {
  private final long id;
  private final String sku;
  private final String name;
  private final String description;
  private final BigDecimal price;
  private final int stock;

  Product(long id, String sku, String name, String description, BigDecimal price, int stock) {
    this.id = id;
    this.sku = sku;
    this.name = name;
    this.description = description;
    this.price = price;
    this.stock = stock;
  }

  /** Returns the key. */
  public long getId() {
    return id;
  }

  /** Returns the stock keeping unit, such as {@code LAMP-01}. */
  public String getSku() {
    return sku;
  }

  /** Returns the name. */
  public String getName() {
    return name;
  }

  /** Returns a sentence about it. */
  public String getDescription() {
    return description;
  }

  /** Returns the price of one piece in euros. */
  public BigDecimal getPrice() {
    return price;
  }

  /** Returns how many pieces are left. */
  public int getStock() {
    return stock;
  }
}
