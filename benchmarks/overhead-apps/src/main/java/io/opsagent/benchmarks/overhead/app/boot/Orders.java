package io.opsagent.benchmarks.overhead.app.boot;

import io.opsagent.benchmarks.overhead.app.Payload;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Orders from the database, with two statements each, and the endpoints that all applications have.
 */
@RestController
class Orders {
  private static final int ORDERS = 1_000;
  private static final int LINES = 3;

  private final JdbcTemplate database;

  Orders(JdbcTemplate database) {
    this.database = database;
    database.execute("create table orders(id bigint primary key, customer varchar(100) not null)");
    database.execute(
        "create table line(order_id bigint not null, article varchar(100) not null, amount int not null)");
    database.execute("create index line_order on line(order_id)");
    for (long id = 0; id < ORDERS; id++) {
      database.update("insert into orders(id, customer) values (?, ?)", id, "customer-" + id);
      for (int line = 0; line < LINES; line++) {
        database.update(
            "insert into line(order_id, article, amount) values (?, ?, ?)",
            id,
            "article-" + line,
            line + 1);
      }
    }
  }

  @GetMapping("/orders/{id}")
  Order order(@PathVariable("id") long id) {
    List<Order.Line> lines =
        database.query(
            "select article, amount from line where order_id = ? order by article",
            (row, number) -> new Order.Line(row.getString(1), row.getInt(2)),
            id);
    return database
        .query(
            "select id, customer from orders where id = ?",
            (row, number) -> new Order(row.getLong(1), row.getString(2), lines),
            id)
        .get(0);
  }

  @GetMapping("/tiny")
  String tiny() {
    return "ok";
  }

  @GetMapping(path = "/json", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] json() {
    return Payload.JSON;
  }

  @PostMapping(path = "/echo", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] echo(@RequestBody byte[] body) {
    return body;
  }

  @PostMapping("/fail")
  String fail(@RequestBody byte[] body) {
    throw Payload.failure();
  }
}
