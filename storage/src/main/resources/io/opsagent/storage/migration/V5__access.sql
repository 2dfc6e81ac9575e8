-- Who may enter the operations server: supervisors, tokens, clients, users, and what was done.
-- Secrets are here as hashes only.
CREATE TABLE IF NOT EXISTS access_supervisor (
  id              ${identity},
  service         VARCHAR(100) NOT NULL,
  node_id         VARCHAR(100),
  ident           VARCHAR(20),
  url             VARCHAR(300),
  base_url        VARCHAR(300),
  ops_api         VARCHAR(300),
  public_key_json ${text_64k},
  init_key        ${text_64k},
  is_local        BOOLEAN      NOT NULL,
  is_disabled     BOOLEAN      NOT NULL,
  is_connected    BOOLEAN      NOT NULL,
  data_json       ${text_64k},
  created_micros  BIGINT       NOT NULL,
  updated_micros  BIGINT       NOT NULL
)${table_options};
CREATE INDEX IF NOT EXISTS ix_access_supervisor_node ON access_supervisor (node_id);

-- Tokens that supervisors issued, as far as they were used or revoked.
CREATE TABLE IF NOT EXISTS supervisor_token (
  id                   ${identity},
  issuer_id            BIGINT       NOT NULL,
  token_id             VARCHAR(200) NOT NULL,
  issued_micros        BIGINT,
  subject              VARCHAR(500),
  expiry_micros        BIGINT       NOT NULL,
  last_activity_micros BIGINT,
  used_times           BIGINT       NOT NULL,
  ip                   VARCHAR(64),
  scopes_text          ${text_64k},
  is_revoked           BOOLEAN      NOT NULL,
  CONSTRAINT uq_supervisor_token UNIQUE (issuer_id, token_id)
)${table_options};
CREATE INDEX IF NOT EXISTS ix_supervisor_token_id ON supervisor_token (token_id);
CREATE INDEX IF NOT EXISTS ix_supervisor_token_expiry ON supervisor_token (expiry_micros);

-- From when on tokens of a subject, or of all, count again.
CREATE TABLE IF NOT EXISTS access_cutoff (
  subject        VARCHAR(500) NOT NULL PRIMARY KEY,
  before_micros  BIGINT       NOT NULL
)${table_options};

CREATE TABLE IF NOT EXISTS access_client (
  id             ${identity},
  name           VARCHAR(100)  NOT NULL,
  secret_hash    VARCHAR(64)   NOT NULL,
  scopes_text    VARCHAR(2000) NOT NULL,
  created_by     VARCHAR(200)  NOT NULL,
  created_micros BIGINT        NOT NULL,
  updated_micros BIGINT        NOT NULL,
  expires_micros BIGINT,
  revoked_micros BIGINT
)${table_options};

CREATE TABLE IF NOT EXISTS access_user (
  id             ${identity},
  name           VARCHAR(100)  NOT NULL,
  password_hash  VARCHAR(200)  NOT NULL,
  scopes_text    VARCHAR(2000) NOT NULL,
  is_disabled    BOOLEAN       NOT NULL,
  created_micros BIGINT        NOT NULL,
  updated_micros BIGINT        NOT NULL,
  CONSTRAINT uq_access_user UNIQUE (name)
)${table_options};

-- Tokens that OpsAgent itself issued, to clients and to users that signed in.
CREATE TABLE IF NOT EXISTS access_token (
  id               ${identity},
  token_hash       VARCHAR(64)   NOT NULL,
  kind             VARCHAR(20)   NOT NULL,
  subject          VARCHAR(200)  NOT NULL,
  name             VARCHAR(100)  NOT NULL,
  scopes_text      VARCHAR(2000) NOT NULL,
  ip               VARCHAR(64),
  created_micros   BIGINT        NOT NULL,
  expires_micros   BIGINT        NOT NULL,
  last_used_micros BIGINT,
  revoked_micros   BIGINT,
  CONSTRAINT uq_access_token UNIQUE (token_hash)
)${table_options};
CREATE INDEX IF NOT EXISTS ix_access_token_subject ON access_token (subject, id);
CREATE INDEX IF NOT EXISTS ix_access_token_expires ON access_token (expires_micros);

CREATE TABLE IF NOT EXISTS audit_log (
  id          ${identity},
  time_micros BIGINT       NOT NULL,
  node        VARCHAR(200) NOT NULL,
  subject     VARCHAR(200) NOT NULL,
  ip          VARCHAR(64)  NOT NULL,
  action      VARCHAR(200) NOT NULL,
  target      VARCHAR(200),
  status      INTEGER      NOT NULL,
  detail      VARCHAR(500),
  request_id  VARCHAR(128)
)${table_options};
CREATE INDEX IF NOT EXISTS ix_audit_log_time ON audit_log (time_micros);
