package io.opsagent.storage;

import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.NoTemplateEngine;
import org.jdbi.v3.core.statement.SqlStatements;

/** How queries are made, the same on every engine. */
final class JdbiSetup {
  /** The slowest query that a person would wait for. */
  private static final int QUERY_TIMEOUT_SECONDS = 30;

  private JdbiSetup() {}

  /** Queries over the connections of a pool. */
  static Jdbi over(DataSource connections) {
    Jdbi jdbi = Jdbi.create(connections);
    // SQL is written out here; "<" in it is less-than.
    jdbi.getConfig(SqlStatements.class)
        .setTemplateEngine(new NoTemplateEngine())
        .setQueryTimeout(QUERY_TIMEOUT_SECONDS);
    return jdbi;
  }
}
