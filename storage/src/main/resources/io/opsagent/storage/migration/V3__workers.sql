-- Who has written into this database: hosts, instances of services on them, and their processes.
CREATE TABLE IF NOT EXISTS ops_server (
  id             ${identity},
  ident          VARCHAR(200) NOT NULL,
  hostname       VARCHAR(200) NOT NULL,
  created_micros BIGINT       NOT NULL,
  CONSTRAINT uq_ops_server UNIQUE (ident)
)${table_options};

CREATE TABLE IF NOT EXISTS ops_instance (
  id             ${identity},
  service        VARCHAR(100) NOT NULL,
  ident          VARCHAR(200) NOT NULL,
  server_id      BIGINT       NOT NULL,
  created_micros BIGINT       NOT NULL,
  CONSTRAINT uq_ops_instance UNIQUE (service, ident)
)${table_options};

CREATE TABLE IF NOT EXISTS ops_worker (
  id               ${identity},
  -- Other than that of every other process ever; what rows of statistics name.
  writer           VARCHAR(64)  NOT NULL,
  service          VARCHAR(100) NOT NULL,
  instance_id      BIGINT       NOT NULL,
  server_id        BIGINT       NOT NULL,
  worker_index     INTEGER      NOT NULL,
  pid              BIGINT       NOT NULL,
  started_micros   BIGINT       NOT NULL,
  last_seen_micros BIGINT       NOT NULL,
  ended_micros     BIGINT,
  CONSTRAINT uq_ops_worker UNIQUE (writer)
)${table_options};
CREATE INDEX IF NOT EXISTS ix_ops_worker_service ON ops_worker (service, ended_micros, started_micros);
CREATE INDEX IF NOT EXISTS ix_ops_worker_instance ON ops_worker (instance_id, worker_index, ended_micros);
