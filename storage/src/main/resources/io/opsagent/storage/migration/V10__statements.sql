-- How often each statement ran: one row for each statement, database and hour, as one process
-- counted it. A process writes its count anew while the hour goes on, so that a write whose answer
-- was lost can be done again.
CREATE TABLE IF NOT EXISTS sql_statement_hour (
  service        VARCHAR(100)  NOT NULL,
  hour_micros    BIGINT        NOT NULL,
  -- Of database and text.
  statement_hash BIGINT        NOT NULL,
  writer         VARCHAR(64)   NOT NULL,
  database_name  VARCHAR(200)  NOT NULL,
  kind           VARCHAR(10)   NOT NULL,
  requests       BIGINT        NOT NULL,
  executions     BIGINT        NOT NULL,
  errors         BIGINT        NOT NULL,
  slow           BIGINT        NOT NULL,
  -- Null where no driver said.
  changed_rows   BIGINT,
  total_micros   BIGINT        NOT NULL,
  max_micros     BIGINT        NOT NULL,
  durations      ${binary_64k} NOT NULL,
  PRIMARY KEY (service, hour_micros, statement_hash, writer)
)${table_options};

-- Retention.
CREATE INDEX IF NOT EXISTS ix_sql_statement_hour_hour ON sql_statement_hour (hour_micros);

-- The texts, without literals. One row for each process that ran a statement: nobody else writes it.
CREATE TABLE IF NOT EXISTS sql_statement_text (
  service          VARCHAR(100)  NOT NULL,
  statement_hash   BIGINT        NOT NULL,
  writer           VARCHAR(64)   NOT NULL,
  statement_text   VARCHAR(2000) NOT NULL,
  last_hour_micros BIGINT        NOT NULL,
  PRIMARY KEY (service, statement_hash, writer)
)${table_options};

-- Retention.
CREATE INDEX IF NOT EXISTS ix_sql_statement_text_hour ON sql_statement_text (last_hour_micros);
