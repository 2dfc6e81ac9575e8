-- What a later release may do: only for tests.
ALTER TABLE service_log ADD COLUMN IF NOT EXISTS later_column INTEGER DEFAULT 7 NOT NULL;
