package com.example.shop.cart;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The carts in the database. Safe for use by many threads. */
@Repository
public class CartRepository {
  private static final int MAX_CARTS = 1_000;

  private final JdbcTemplate jdbc;

  CartRepository(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Finds one cart.
   *
   * @param id its key
   * @return the cart with its items, or empty
   */
  public Optional<Cart> find(String id) {
    if (jdbc.queryForList("select id from carts where id = ?", id).isEmpty()) {
      return Optional.empty();
    }
    List<CartItem> items =
        jdbc.query(
            "select product_id, quantity from cart_items where cart_id = ? order by product_id",
            (row, number) -> new CartItem(row.getLong("product_id"), row.getInt("quantity")),
            id);
    return Optional.of(new Cart(id, items));
  }

  /**
   * Removes a cart and what is in it.
   *
   * @param id its key; an unknown one is no error
   */
  public void delete(String id) {
    jdbc.update("delete from carts where id = ?", id);
  }

  void insert(String id) {
    jdbc.update(
        "insert into carts (id, created_at) values (?, ?)", id, OffsetDateTime.now(ZoneOffset.UTC));
    // Nobody comes back for most carts: only the newest are kept.
    jdbc.update(
        "delete from carts where id in"
            + " (select id from carts order by created_at desc offset ? rows)",
        MAX_CARTS);
  }

  void setQuantity(String id, long productId, int quantity) {
    jdbc.update(
        "merge into cart_items (cart_id, product_id, quantity) key (cart_id, product_id)"
            + " values (?, ?, ?)",
        id,
        productId,
        quantity);
  }

  boolean removeItem(String id, long productId) {
    return jdbc.update("delete from cart_items where cart_id = ? and product_id = ?", id, productId)
        > 0;
  }
}
