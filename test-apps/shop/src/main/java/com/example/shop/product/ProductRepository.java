package com.example.shop.product;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Repository;

/** The products in the database. Safe for use by many threads. */
@Repository
public class ProductRepository {
  private static final String SELECT =
      "select id, sku, name, description, price, stock from products ";
  private static final RowMapper<Product> PRODUCT =
      (row, number) ->
          new Product(
              row.getLong("id"),
              row.getString("sku"),
              row.getString("name"),
              row.getString("description"),
              row.getBigDecimal("price"),
              row.getInt("stock"));

  private final JdbcTemplate jdbc;

  ProductRepository(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Finds one product.
   *
   * @param id its key
   * @return the product, or empty
   */
  public Optional<Product> find(long id) {
    return jdbc.query(SELECT + "where id = ?", PRODUCT, id).stream().findFirst();
  }

  /**
   * Takes pieces out of stock.
   *
   * @param id key of the product
   * @param quantity pieces, above 0
   * @return whether there were enough; if not, nothing has changed
   */
  public boolean takeFromStock(long id, int quantity) {
    return jdbc.update(
            "update products set stock = stock - ? where id = ? and stock >= ?",
            quantity,
            id,
            quantity)
        == 1;
  }

  Optional<Product> findBySku(String sku) {
    return jdbc.query(SELECT + "where sku = ?", PRODUCT, sku).stream().findFirst();
  }

  List<Product> search(String text, int offset, int limit) {
    String pattern =
        "%"
            + text.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_")
            + "%";
    return jdbc.query(
        SELECT
            + "where lower(name) like ? escape '!' or lower(description) like ? escape '!'"
            + " order by id limit ? offset ?",
        PRODUCT,
        pattern,
        pattern,
        limit,
        offset);
  }
}
