-- What is in the older part of the service log, in few bytes, so that a search for one request, user
-- or address passes by the spans of time that do not have it. A segment is a span of about 65,000
-- rows that nobody writes to any more; for each bucket of each of the three indexes by value it has a
-- Bloom filter. Segments can be deleted at any time: a span without one is walked as before, and
-- whoever writes a row into a span deletes its segment.
CREATE TABLE IF NOT EXISTS log_segment (
  id             ${identity},
  from_micros    BIGINT  NOT NULL,
  to_micros      BIGINT  NOT NULL,
  row_count      BIGINT  NOT NULL,
  created_micros BIGINT  NOT NULL,
  -- Only then a search believes it.
  is_active      BOOLEAN NOT NULL
)${table_options};
CREATE INDEX IF NOT EXISTS ix_log_segment_to ON log_segment (to_micros);

-- The id is made of index, bucket and segment, so that all filters of one bucket lie side by side.
CREATE TABLE IF NOT EXISTS log_segment_filter (
  id   BIGINT        NOT NULL PRIMARY KEY,
  bits ${binary_64k} NOT NULL
)${table_options};
