-- What was counted of each endpoint in each span of time. Rows are only added: what a writer counts
-- later for the same span is another part, so that a batch whose commit went unanswered can be
-- written again.
CREATE TABLE IF NOT EXISTS endpoint_series (
  service            VARCHAR(100)     NOT NULL,
  resolution_seconds INTEGER          NOT NULL,
  start_micros       BIGINT           NOT NULL,
  -- The operation id; empty for all requests of the service.
  endpoint           VARCHAR(500)     NOT NULL,
  -- Who counted; empty for what was put together.
  writer             VARCHAR(64)      NOT NULL,
  part               INTEGER          NOT NULL,
  written_micros     BIGINT           NOT NULL,
  requests           BIGINT           NOT NULL,
  errors             BIGINT           NOT NULL,
  in_bytes           BIGINT           NOT NULL,
  out_bytes          BIGINT           NOT NULL,
  sum_micros         BIGINT           NOT NULL,
  sum_squared_millis DOUBLE PRECISION NOT NULL,
  max_per_second     BIGINT           NOT NULL,
  statuses           VARCHAR(2000)    NOT NULL,
  levels             VARCHAR(200)     NOT NULL,
  clients            VARCHAR(2000)    NOT NULL,
  -- Requests without a row in service_log, by the reason.
  not_stored         VARCHAR(200)     NOT NULL,
  durations          ${binary_64k}    NOT NULL,
  users              ${binary_64k},
  addresses          ${binary_64k},
  PRIMARY KEY (service, resolution_seconds, start_micros, endpoint, writer, part)
)${table_options};

-- Which hours and days have to be put together anew.
CREATE INDEX IF NOT EXISTS ix_endpoint_series_written
  ON endpoint_series (service, resolution_seconds, written_micros);
-- Retention.
CREATE INDEX IF NOT EXISTS ix_endpoint_series_start
  ON endpoint_series (resolution_seconds, start_micros);

-- The hourly and daily reports (operations-api.md 6.7), one for each span.
CREATE TABLE IF NOT EXISTS aggregation_log (
  id             ${identity},
  service        VARCHAR(100) NOT NULL,
  node_id        VARCHAR(100),
  layer          SMALLINT     NOT NULL,
  from_micros    BIGINT       NOT NULL,
  to_micros      BIGINT       NOT NULL,
  report_date    VARCHAR(10),
  utc_offset     INTEGER      NOT NULL,
  created_micros BIGINT       NOT NULL,
  reported_micros BIGINT,
  error          VARCHAR(2000),
  remote_id      VARCHAR(40),
  data_json      ${text_large} NOT NULL,
  CONSTRAINT uq_aggregation_log UNIQUE (service, layer, from_micros)
)${table_options};
CREATE INDEX IF NOT EXISTS ix_aggregation_log_retention ON aggregation_log (to_micros);
