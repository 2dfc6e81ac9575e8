-- One row for each captured request. Column names are valid on H2, PostgreSQL and MySQL.
-- Times are microseconds since 1970 in UTC: one 8-byte comparison, no time zone of a session or a
-- driver can move them, and the same on every engine.
CREATE TABLE IF NOT EXISTS service_log (
  id                    ${identity},
  service               VARCHAR(100)  NOT NULL,
  node_id               VARCHAR(100),
  request_id            VARCHAR(128)  NOT NULL,
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
  request_type          VARCHAR(200),
  response_type         VARCHAR(200),
  in_traffic_bytes      BIGINT        NOT NULL,
  out_traffic_bytes     BIGINT        NOT NULL,
  exception_type        VARCHAR(300),
  exception_fingerprint VARCHAR(16),
  thread_id             BIGINT        NOT NULL,
  thread_name           VARCHAR(200)  NOT NULL,
  worker_pid            BIGINT        NOT NULL,
  worker_id             BIGINT,
  instance_id           BIGINT,
  -- What the row is found by, in few bytes; see the indexes.
  kind_id               BIGINT        NOT NULL,
  request_bucket        SMALLINT      NOT NULL,
  request_hash          BIGINT        NOT NULL,
  user_bucket           SMALLINT,
  user_hash             BIGINT,
  ip_bucket             SMALLINT      NOT NULL,
  ip_hash               BIGINT        NOT NULL,
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

-- Which combinations of endpoint, method, status, level and exception there are: some thousands,
-- however many rows. A row names its combination (0: one beyond the limit, or of an odd method or status), so that
-- one index serves each of the four and all pairs of them: the newest rows of some combinations are
-- merged, and what no combination fits is known without reading a row.
CREATE TABLE IF NOT EXISTS service_log_kind (
  id             ${identity},
  service        VARCHAR(100) NOT NULL,
  endpoint_ident VARCHAR(500),
  method         VARCHAR(40)  NOT NULL,
  status         INTEGER,
  level          VARCHAR(30)  NOT NULL,
  route                 VARCHAR(500),
  exception_type        VARCHAR(300),
  exception_fingerprint VARCHAR(16)
)${table_options};
CREATE INDEX IF NOT EXISTS ix_service_log_kind_service ON service_log_kind (service, id);

-- Each index has (time, id) behind what it searches, so that the newest rows of a selection are read
-- in order and a page stops after its last row; what stands behind that decides a second filter
-- without reading the row. Every further index makes writing slower and the file larger, so the
-- other filters (media types, parts of paths) read the rows that one of these finds.

-- The list without a filter or with times.
CREATE INDEX IF NOT EXISTS ix_service_log_time
  ON service_log (service, time_micros, id, kind_id, instance_id);
-- Endpoint, method, status, level.
CREATE INDEX IF NOT EXISTS ix_service_log_kind
  ON service_log (kind_id, time_micros, id, user_hash, ip_hash, instance_id);
-- What one user did, one address, and one request out of all. Not by the values themselves: each row
-- would then go to another place of the index, and H2 writes a whole page for each (measured: 1,000
-- bytes a row more in the file for each such index). The buckets grow at their ends, and a search
-- reads one. The hashes are of service and value, 64 bits.
CREATE INDEX IF NOT EXISTS ix_service_log_user
  ON service_log (user_bucket, time_micros, id, user_hash, ip_hash, kind_id, instance_id);
CREATE INDEX IF NOT EXISTS ix_service_log_ip
  ON service_log (ip_bucket, time_micros, id, ip_hash, kind_id, instance_id);
CREATE INDEX IF NOT EXISTS ix_service_log_request
  ON service_log (request_bucket, time_micros, id, request_hash);
-- One of many instances.
CREATE INDEX IF NOT EXISTS ix_service_log_instance
  ON service_log (instance_id, time_micros, id, kind_id);
-- Retention: the oldest volatile rows, and the oldest of all.
CREATE INDEX IF NOT EXISTS ix_service_log_retention
  ON service_log (is_volatile, time_micros, id);
