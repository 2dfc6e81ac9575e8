package io.opsagent.storage;

import io.opsagent.storage.schema.SchemaDialect;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** MySQL 8.0.17 and MariaDB 10.6, and later. Which of them it is, the server says. */
final class MySqlDialect extends ServerDialect {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

  @Override
  Driver bundledDriver() {
    return new org.mariadb.jdbc.NonRegisteringDriver();
  }

  @Override
  String bundledUrl(String url) {
    String mySql = DatabaseEngine.MYSQL.urlPrefix();
    return url.startsWith(mySql)
        ? DatabaseEngine.MARIADB.urlPrefix() + url.substring(mySql.length())
        : url;
  }

  @Override
  Properties properties(int silenceSeconds) {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS * 1_000));
    properties.setProperty("socketTimeout", Integer.toString(silenceSeconds * 1_000));
    // Without it a server may be set to store half of what does not fit, and call it a warning.
    properties.setProperty(
        "sessionVariables", "sql_mode='STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
    // MariaDB's driver sends a batch in one go by the first, MySQL's by the second.
    properties.setProperty("useBulkStmts", "true");
    properties.setProperty("rewriteBatchedStatements", "true");
    return properties;
  }

  @Override
  SchemaDialect schema(Connection connection) throws SQLException {
    return isMariaDb(version(connection)) ? SchemaDialect.MARIADB : SchemaDialect.MYSQL;
  }

  @Override
  @Nullable String versionProblem(Connection connection) throws SQLException {
    String version = version(connection);
    boolean mariaDb = isMariaDb(version);
    int oldest = mariaDb ? 10_06_000 : 8_00_017;
    return number(version) >= oldest
        ? null
        : "The server is "
            + (mariaDb ? "MariaDB " : "MySQL ")
            + version
            + "; MariaDB 10.6 or MySQL 8.0.17 or later is needed";
  }

  /** The tables name their encoding; what can be wrong is that of the connection. */
  @Override
  @Nullable String encodingProblem(Connection connection) throws SQLException {
    String encoding = ask(connection, "SELECT @@character_set_connection");
    return encoding.equals("utf8mb4")
        ? null
        : "The encoding of the connection is "
            + encoding
            + " and must be utf8mb4; take what sets another one out of database.url";
  }

  @Override
  String clockQuery() {
    return "SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS UNSIGNED)";
  }

  @Override
  boolean hasTransactionalTables() {
    return false;
  }

  @Override
  DatabaseFailure kindOf(SQLException failure) {
    return switch (failure.getErrorCode()) {
      // Shutdown in progress, gone, lost, killed.
      case 1053, 2006, 2013, 1927 -> DatabaseFailure.CONNECTION_LOST;
      // User, database for the user, unknown database, host, host after failures, no login method.
      case 1045, 1044, 1049, 1130, 1129, 1698, 1251 -> DatabaseFailure.ACCESS_DENIED;
      case 1142, 1143, 1227 -> DatabaseFailure.NOT_PERMITTED;
      case 1021, 1114 -> DatabaseFailure.FULL;
      case 1040, 1203, 1226 -> DatabaseFailure.BUSY;
      case 1290, 1792, 1836 -> DatabaseFailure.READ_ONLY;
      case 1062 -> DatabaseFailure.DUPLICATE;
      case 1317, 1969, 3024, 1205 -> DatabaseFailure.TIMEOUT;
      default -> DatabaseFailure.OTHER;
    };
  }

  private static String version(Connection connection) throws SQLException {
    return ask(connection, "SELECT VERSION()");
  }

  private static boolean isMariaDb(String version) {
    return version.toLowerCase(Locale.ROOT).contains("mariadb");
  }

  /** 10.6.7 is 10_06_007. */
  private static int number(String version) {
    // Replication makes some servers call themselves 5.5.5-10.11.4-MariaDB.
    Matcher matcher = VERSION.matcher(version.replaceFirst("^5\\.5\\.5-", ""));
    if (!matcher.find()) {
      return 0;
    }
    return Integer.parseInt(matcher.group(1)) * 100_000
        + Integer.parseInt(matcher.group(2)) * 1_000
        + Integer.parseInt(matcher.group(3));
  }
}
