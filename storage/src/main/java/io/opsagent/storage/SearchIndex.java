package io.opsagent.storage;

/** An index of {@code service_log}: one column, then time and id, then what else it covers. */
enum SearchIndex {
  TIME("ix_service_log_time", "service"),
  KIND("ix_service_log_kind", "kind_id"),
  USER("ix_service_log_user", "user_bucket"),
  IP("ix_service_log_ip", "ip_bucket"),
  REQUEST("ix_service_log_request", "request_bucket"),
  INSTANCE("ix_service_log_instance", "instance_id");

  private final String title;
  private final String column;

  SearchIndex(String title, String column) {
    this.title = title;
    this.column = column;
  }

  /** Its name in the database. */
  String title() {
    return title;
  }

  /** The first column. */
  String column() {
    return column;
  }

  /**
   * The order of the index. With the first column, which is constant in a walk: without it H2 does
   * not see that the index has the rows in order. Begins with a blank.
   *
   * @param direction " ASC" or " DESC"
   */
  String orderBy(String direction) {
    return " ORDER BY " + column + direction + ", time_micros" + direction + ", id" + direction;
  }
}
