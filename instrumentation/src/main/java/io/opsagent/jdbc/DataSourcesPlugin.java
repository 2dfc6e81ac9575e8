package io.opsagent.jdbc;

import io.opsagent.weaving.JoinPoint;
import io.opsagent.weaving.Plugin;

/** The join points of connection pools: that they begin, that they end, and how one waits. */
public final class DataSourcesPlugin {
  private static final String PACKAGE = "io.opsagent.jdbc";
  private static final String HIKARI = "com.zaxxer.hikari.pool.HikariPool";
  private static final String TOMCAT = "org.apache.tomcat.jdbc.pool.ConnectionPool";
  private static final String DBCP2 = "org.apache.commons.dbcp2.BasicDataSource";
  private static final String TOMCAT_DBCP2 = "org.apache.tomcat.dbcp.dbcp2.BasicDataSource";
  private static final String CONNECTION = "Ljava/sql/Connection;";

  private DataSourcesPlugin() {}

  /** The plug-in {@code data-sources}. */
  public static Plugin plugin() {
    return Plugin.ofLibrary(
        "data-sources",
        PACKAGE,
        started(HIKARI, JoinPoint.CONSTRUCTOR, "(Lcom/zaxxer/hikari/HikariConfig;)V"),
        waited(HIKARI, "(J)" + CONNECTION),
        closed(HIKARI, "shutdown", "()V"),
        started(TOMCAT, "init", "(Lorg/apache/tomcat/jdbc/pool/PoolConfiguration;)V"),
        waited(TOMCAT, "()" + CONNECTION),
        waited(TOMCAT, "(Ljava/lang/String;Ljava/lang/String;)" + CONNECTION),
        closed(TOMCAT, "close", "(Z)V"),
        started(DBCP2, "startPoolMaintenance", "()V"),
        waited(DBCP2, "()" + CONNECTION),
        closed(DBCP2, "close", "()V"),
        started(TOMCAT_DBCP2, "startPoolMaintenance", "()V"),
        waited(TOMCAT_DBCP2, "()" + CONNECTION),
        closed(TOMCAT_DBCP2, "close", "()V"));
  }

  private static JoinPoint started(String type, String method, String descriptor) {
    return new JoinPoint(type, method, descriptor, PACKAGE + ".PoolStartedAdvice");
  }

  private static JoinPoint waited(String type, String descriptor) {
    return new JoinPoint(type, "getConnection", descriptor, PACKAGE + ".GetConnectionAdvice");
  }

  private static JoinPoint closed(String type, String method, String descriptor) {
    return new JoinPoint(type, method, descriptor, PACKAGE + ".PoolClosedAdvice");
  }
}
