-- A step with a mistake, after a part that works: only for tests.
CREATE TABLE IF NOT EXISTS half_done (id BIGINT PRIMARY KEY);
ALTER TABLE no_such_table ADD COLUMN x INTEGER;
