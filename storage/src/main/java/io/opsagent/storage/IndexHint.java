package io.opsagent.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** How an engine is told which index to use. PostgreSQL cannot be told, and finds it by itself. */
enum IndexHint {
  H2(" USE INDEX (%s)"),
  MYSQL(" FORCE INDEX (%s)"),
  NONE("");

  private final String words;

  IndexHint(String words) {
    this.words = words;
  }

  /** Begins with a blank. */
  String using(String index) {
    return String.format(Locale.ROOT, words, index);
  }

  static IndexHint of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    if (product.equals("h2")) {
      return H2;
    }
    return product.contains("mysql") || product.contains("mariadb") ? MYSQL : NONE;
  }
}
