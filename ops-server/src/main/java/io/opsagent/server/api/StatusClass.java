package io.opsagent.server.api;

import org.jspecify.annotations.Nullable;

/** The class of a status, as statistics name it. */
final class StatusClass {
  private static final int STATUSES_OF_CLASS = 100;
  private static final int LAST = 5;

  /** The number of classes, {@code none} included. */
  static final int COUNT = LAST + 1;

  private StatusClass() {}

  /** 1 to 5, and 0 for none and for odd ones. */
  static int of(@Nullable Integer status) {
    int first = status == null ? 0 : status / STATUSES_OF_CLASS;
    return first >= 1 && first <= LAST ? first : 0;
  }

  /** {@code 1xx} to {@code 5xx}, {@code none} for 0. */
  static String name(int statusClass) {
    return statusClass == 0 ? "none" : statusClass + "xx";
  }
}
