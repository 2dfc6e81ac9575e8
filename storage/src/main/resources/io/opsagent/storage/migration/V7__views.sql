-- Filters that people of the console have saved.
CREATE TABLE IF NOT EXISTS saved_view (
  id             ${identity},
  name           VARCHAR(100) NOT NULL,
  page           VARCHAR(40)  NOT NULL,
  filter_json    ${text_64k}  NOT NULL,
  owner          VARCHAR(200) NOT NULL,
  created_micros BIGINT       NOT NULL,
  updated_micros BIGINT       NOT NULL
)${table_options};
