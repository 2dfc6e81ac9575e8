-- One row for each captured request. Column names are valid on H2, PostgreSQL and MySQL.
-- Times are microseconds since 1970 in UTC: one 8-byte comparison, no time zone of a session or a
-- driver can move them, and the same on every engine.
CREATE TABLE IF NOT EXISTS service_log (
  id                    ${identity},
  service               VARCHAR(100)  NOT NULL,
  node_id               VARCHAR(100),
  request_id            VARCHAR(128)  NOT NULL,
  request_bucket        SMALLINT      NOT NULL,
  trace_id              VARCHAR(64),
  outcome               VARCHAR(20)   NOT NULL,
  level                 VARCHAR(30)   NOT NULL,
  is_volatile           BOOLEAN       NOT NULL,
  time_micros           BIGINT        NOT NULL,
  duration_micros       BIGINT        NOT NULL,
  scheme                VARCHAR(20)   NOT NULL,
  protocol              VARCHAR(20),
  method                VARCHAR(40)   NOT NULL,
  path                  VARCHAR(2000) NOT NULL,
  full_url              VARCHAR(2000) NOT NULL,
  route                 VARCHAR(500),
  endpoint_ident        VARCHAR(500),
  endpoint_ref          VARCHAR(500),
  status                INTEGER,
  length_bytes          BIGINT,
  ip                    VARCHAR(64)   NOT NULL,
  peer                  VARCHAR(100),
  is_public             BOOLEAN       NOT NULL,
  user_id               VARCHAR(200),
  user_bucket           SMALLINT,
  request_type          VARCHAR(200),
  response_type         VARCHAR(200),
  in_traffic_bytes      BIGINT        NOT NULL,
  out_traffic_bytes     BIGINT        NOT NULL,
  exception_type        VARCHAR(300),
  thread_id             BIGINT        NOT NULL,
  thread_name           VARCHAR(200)  NOT NULL,
  worker_pid            BIGINT        NOT NULL,
  user_agent_json       ${text_64k},
  query_json            ${text_64k},
  request_headers_json  ${text_64k},
  response_headers_json ${text_64k},
  trace_json            ${text_64k},
  messages_json         ${text_256k},
  details_json          ${text_64k},
  -- The widest come last, and are kept outside of the row when they are long, so that a scan of the
  -- rows does not read them.
  data_json             ${text_large},
  result_json           ${text_large}
)${table_options};

-- Each index ends in (time, id), so that the newest rows of a selection are read in order and a page
-- stops after its last row. Every further index makes writing slower and the file larger, so the
-- other filters (status, ip, media types, parts of paths) walk along the time index instead.

-- The list without a filter or with times, and all filters that have no index of their own.
CREATE INDEX IF NOT EXISTS ix_service_log_time
  ON service_log (service, time_micros, id);
-- Errors and warnings are few among many rows, and what people look for first.
CREATE INDEX IF NOT EXISTS ix_service_log_level
  ON service_log (service, level, time_micros, id);
-- The page of one endpoint.
CREATE INDEX IF NOT EXISTS ix_service_log_endpoint
  ON service_log (service, endpoint_ident, time_micros, id);
-- What one user did, and one request out of all. Not by the values themselves: each row would then
-- go to another place of the index, and H2 writes a whole page for each (measured: 1,000 bytes a row
-- more in the file for each such index). The 32 buckets grow at their ends, and a search reads one;
-- the value is in the index too, so that it reads no row that it does not want.
CREATE INDEX IF NOT EXISTS ix_service_log_user
  ON service_log (service, user_bucket, time_micros, id, user_id);
CREATE INDEX IF NOT EXISTS ix_service_log_request
  ON service_log (service, request_bucket, time_micros, id, request_id);
-- Retention: the oldest volatile rows, and the oldest of all.
CREATE INDEX IF NOT EXISTS ix_service_log_retention
  ON service_log (is_volatile, time_micros, id);
