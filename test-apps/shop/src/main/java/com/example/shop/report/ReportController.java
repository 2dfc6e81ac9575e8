package com.example.shop.report;

import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports; they run in threads of their own because they may take long. */
@RestController
@RequestMapping("/api/reports")
class ReportController {
  private final JdbcTemplate jdbc;

  ReportController(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @GetMapping("/sales")
  Callable<List<SalesLine>> sales() {
    return () ->
        jdbc.query(
            "select p.sku, sum(i.quantity) as pieces, sum(i.quantity * i.price) as revenue"
                + " from order_items i join products p on p.id = i.product_id"
                + " group by p.sku order by p.sku",
            (row, number) ->
                new SalesLine(
                    row.getString("sku"), row.getLong("pieces"), row.getBigDecimal("revenue")));
  }
}
