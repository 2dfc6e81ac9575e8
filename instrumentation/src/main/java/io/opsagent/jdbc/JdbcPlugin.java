package io.opsagent.jdbc;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;
import java.util.ArrayList;
import java.util.List;

/**
 * The join points of JDBC drivers, whose classes are known by name (docs/spec/instrumentation.md
 * 5.3). Every method of JDBC that runs a statement, in each class that may have one of its own: a
 * class without it costs nothing.
 */
public final class JdbcPlugin {
  private static final String PACKAGE = "io.opsagent.jdbc";
  private static final String TEXT = "Ljava/lang/String;";
  private static final String[] TEXT_PARAMETERS = {
    "(" + TEXT + ")", "(" + TEXT + "I)", "(" + TEXT + "[I)", "(" + TEXT + "[" + TEXT + ")"
  };
  private static final String[] PREPARE_PARAMETERS = {
    "(" + TEXT + ")",
    "(" + TEXT + "I)",
    "(" + TEXT + "[I)",
    "(" + TEXT + "[" + TEXT + ")",
    "(" + TEXT + "II)",
    "(" + TEXT + "III)"
  };

  private static final String[] STATEMENTS = {
    "org.h2.jdbc.JdbcStatement",
    "org.h2.jdbc.JdbcPreparedStatement",
    "org.h2.jdbc.JdbcCallableStatement",
    "org.postgresql.jdbc.PgStatement",
    "org.postgresql.jdbc.PgPreparedStatement",
    "org.postgresql.jdbc.PgCallableStatement",
    "com.mysql.cj.jdbc.StatementImpl",
    "com.mysql.cj.jdbc.ClientPreparedStatement",
    "com.mysql.cj.jdbc.ServerPreparedStatement",
    "com.mysql.cj.jdbc.CallableStatement",
    "com.mysql.jdbc.StatementImpl",
    "com.mysql.jdbc.PreparedStatement",
    "com.mysql.jdbc.ServerPreparedStatement",
    "com.mysql.jdbc.CallableStatement",
    "org.mariadb.jdbc.Statement",
    "org.mariadb.jdbc.BasePreparedStatement",
    "org.mariadb.jdbc.ClientPreparedStatement",
    "org.mariadb.jdbc.ServerPreparedStatement",
    "org.mariadb.jdbc.BaseCallableStatement",
    "org.mariadb.jdbc.MariaDbStatement",
    "org.mariadb.jdbc.ClientSidePreparedStatement",
    "org.mariadb.jdbc.ServerSidePreparedStatement",
    "oracle.jdbc.driver.OracleStatement",
    "oracle.jdbc.driver.OraclePreparedStatement",
    "oracle.jdbc.driver.OracleCallableStatement",
    "oracle.jdbc.driver.OracleStatementWrapper",
    "oracle.jdbc.driver.OraclePreparedStatementWrapper",
    "oracle.jdbc.driver.OracleCallableStatementWrapper",
    "com.microsoft.sqlserver.jdbc.SQLServerStatement",
    "com.microsoft.sqlserver.jdbc.SQLServerPreparedStatement",
    "com.microsoft.sqlserver.jdbc.SQLServerCallableStatement"
  };

  private static final String[] CONNECTIONS = {
    "org.h2.jdbc.JdbcConnection",
    "org.postgresql.jdbc.PgConnection",
    "com.mysql.cj.jdbc.ConnectionImpl",
    "com.mysql.jdbc.ConnectionImpl",
    "org.mariadb.jdbc.Connection",
    "org.mariadb.jdbc.MariaDbConnection",
    "oracle.jdbc.driver.PhysicalConnection",
    "com.microsoft.sqlserver.jdbc.SQLServerConnection"
  };

  private JdbcPlugin() {}

  /** The plug-in {@code jdbc}. */
  public static Plugin plugin() {
    List<JoinPoint> points = new ArrayList<>();
    for (String type : STATEMENTS) {
      texts(points, type);
      prepared(points, type);
    }
    for (String type : CONNECTIONS) {
      prepares(points, type);
    }
    return Plugin.ofLibrary("jdbc", PACKAGE, points.toArray(new JoinPoint[0]));
  }

  private static void texts(List<JoinPoint> points, String type) {
    add(points, type, "executeQuery", "(" + TEXT + ")Ljava/sql/ResultSet;", "TextAdvice");
    for (String parameters : TEXT_PARAMETERS) {
      add(points, type, "execute", parameters + "Z", "TextAdvice");
      add(points, type, "executeUpdate", parameters + "I", "TextCountAdvice");
      add(points, type, "executeLargeUpdate", parameters + "J", "TextLargeCountAdvice");
    }
  }

  private static void prepared(List<JoinPoint> points, String type) {
    add(points, type, "executeQuery", "()Ljava/sql/ResultSet;", "PreparedAdvice");
    add(points, type, "execute", "()Z", "PreparedAdvice");
    add(points, type, "executeUpdate", "()I", "PreparedCountAdvice");
    add(points, type, "executeLargeUpdate", "()J", "PreparedLargeCountAdvice");
    add(points, type, "executeBatch", "()[I", "BatchAdvice");
    add(points, type, "executeLargeBatch", "()[J", "LargeBatchAdvice");
    add(points, type, "close", "()V", "CloseAdvice");
  }

  private static void prepares(List<JoinPoint> points, String type) {
    for (String parameters : PREPARE_PARAMETERS) {
      add(
          points,
          type,
          "prepareStatement",
          parameters + "Ljava/sql/PreparedStatement;",
          "PrepareAdvice");
      add(
          points,
          type,
          "prepareCall",
          parameters + "Ljava/sql/CallableStatement;",
          "PrepareAdvice");
    }
  }

  private static void add(
      List<JoinPoint> points, String type, String method, String descriptor, String advice) {
    points.add(new JoinPoint(type, method, descriptor, PACKAGE + "." + advice));
  }
}
