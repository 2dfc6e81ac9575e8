-- The batches of the last day: one whose commit went unanswered is not written a second time.
CREATE TABLE IF NOT EXISTS written_batch (
  batch_id       VARCHAR(36) NOT NULL PRIMARY KEY,
  written_micros BIGINT      NOT NULL
)${table_options};

CREATE INDEX IF NOT EXISTS ix_written_batch_time ON written_batch (written_micros);
