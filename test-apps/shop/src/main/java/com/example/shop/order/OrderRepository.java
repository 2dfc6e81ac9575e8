package com.example.shop.order;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/** The orders in the database. Safe for use by many threads. */
@Repository
public class OrderRepository {
  private static final String SELECT = "select id, customer_id, ordered_at, total from orders ";
  private static final int MAX_LISTED = 100;
  private static final RowMapper<Order> ORDER =
      (row, number) ->
          new Order(
              row.getLong("id"),
              row.getLong("customer_id"),
              row.getObject("ordered_at", OffsetDateTime.class).toInstant(),
              row.getBigDecimal("total"));

  private final JdbcTemplate jdbc;

  OrderRepository(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Lists the newest orders of a customer.
   *
   * @param customerId key of the customer
   * @return at most 100 orders, newest first
   */
  public List<Order> findByCustomer(long customerId) {
    return jdbc.query(
        SELECT + "where customer_id = ? order by id desc limit ?", ORDER, customerId, MAX_LISTED);
  }

  Optional<Order> find(long id) {
    return jdbc.query(SELECT + "where id = ?", ORDER, id).stream().findFirst();
  }

  List<OrderItem> items(long orderId) {
    return jdbc.query(
        "select i.product_id, p.name, i.quantity, i.price from order_items i"
            + " join products p on p.id = i.product_id where i.order_id = ? order by i.product_id",
        (row, number) ->
            new OrderItem(
                row.getLong("product_id"),
                row.getString("name"),
                row.getInt("quantity"),
                row.getBigDecimal("price")),
        orderId);
  }

  int count() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select count(*) from orders", Integer.class));
  }

  long insert(long customerId, BigDecimal total, List<OrderItem> items) {
    KeyHolder key = new GeneratedKeyHolder();
    jdbc.update(
        connection -> {
          java.sql.PreparedStatement statement =
              connection.prepareStatement(
                  "insert into orders (customer_id, ordered_at, total) values (?, ?, ?)",
                  new String[] {"id"});
          statement.setLong(1, customerId);
          statement.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
          statement.setBigDecimal(3, total);
          return statement;
        },
        key);
    long id = Objects.requireNonNull(key.getKey()).longValue();
    for (OrderItem item : items) {
      jdbc.update(
          "insert into order_items (order_id, product_id, quantity, price) values (?, ?, ?, ?)",
          id,
          item.getProductId(),
          item.getQuantity(),
          item.getPrice());
    }
    return id;
  }
}
