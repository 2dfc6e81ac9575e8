package io.opsagent.settings;

/** The engines that an operations database can have (operations-api.md 11.1, {@code database}). */
public enum DatabaseEngineName {
  /** The embedded database in the data directory. */
  H2,
  /** PostgreSQL 12 and later. */
  POSTGRESQL,
  /** MySQL 8.0.17 and later. */
  MYSQL,
  /** MariaDB 10.6 and later. */
  MARIADB
}
