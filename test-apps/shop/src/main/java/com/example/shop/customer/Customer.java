package com.example.shop.customer;

/** A customer, without anything secret. */
public final class Customer {
  private final long id;
  private final String email;
  private final String name;

  Customer(long id, String email, String name) {
    this.id = id;
    this.email = email;
    this.name = name;
  }

  /** Returns the key. */
  public long getId() {
    return id;
  }

  /** Returns the address to sign in with. */
  public String getEmail() {
    return email;
  }

  /** Returns the name. */
  public String getName() {
    return name;
  }
}
