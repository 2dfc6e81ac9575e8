package com.example.shop.order;

import java.math.BigDecimal;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/**
 * Asks the database how risky an order is, once somebody has switched it on: then the checkout is
 * slow, and an operator has something to find. Safe for use by many threads.
 */
@Service
public class RiskCheck {
  private static final int MAX_SCORE = 90;

  private final JdbcTemplate jdbc;
  private volatile boolean enabled;

  RiskCheck(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /** Whether the order may be taken. */
  boolean allows(long customerId, BigDecimal total) {
    return !enabled
        || Objects.requireNonNull(
                jdbc.queryForObject(
                    "select risk_score(?, ?) as score", Integer.class, customerId, total))
            <= MAX_SCORE;
  }
}
