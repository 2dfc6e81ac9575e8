package io.opsagent.storage;

import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** What kind of failure H2 reports, as far as we act differently on it. */
enum H2Failure {
  /** The file is not, or no longer, readable as a database: set it aside. */
  DAMAGED,
  /** Another program has opened the file. */
  IN_USE,
  /** A database that is not ours: its users are others. */
  FOREIGN,
  /** The disk is full, the folder read-only, the file not accessible: may pass by itself. */
  INPUT_OUTPUT,
  /** H2 has closed the file, and does not open it again by itself. */
  CLOSED,
  /** The heap is full for a moment, which says nothing about the file. */
  NO_MEMORY,
  OTHER;

  /** Looks through the whole chain of causes, because H2 wraps its own exceptions. */
  static H2Failure of(Throwable failure) {
    H2Failure kind = OTHER;
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
      H2Failure found = ofOne(t);
      // The end of a file where more was expected is damage, although it is an I/O failure too.
      if (found == DAMAGED || kind == OTHER || kind == CLOSED && found != OTHER) {
        kind = found;
      }
    }
    return kind;
  }

  /**
   * Whether a file that does not open with this failure never will: it is set aside, since the
   * store is disposable (docs/spec/design.md 6). The others pass by themselves.
   */
  boolean isLasting() {
    return this == DAMAGED || this == FOREIGN || this == OTHER;
  }

  private static H2Failure ofOne(Throwable t) {
    if (t instanceof SQLException sql) {
      return switch (sql.getErrorCode()) {
        // The last two: an index and its table differ, as in a file that lost its end.
        case ErrorCode.FILE_CORRUPTED_1,
            ErrorCode.FILE_VERSION_ERROR_1,
            ErrorCode.ROW_NOT_FOUND_IN_PRIMARY_INDEX,
            ErrorCode.ROW_NOT_FOUND_WHEN_DELETING_1 ->
            DAMAGED;
        case ErrorCode.DATABASE_ALREADY_OPEN_1 -> IN_USE;
        case ErrorCode.WRONG_USER_OR_PASSWORD -> FOREIGN;
        case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2, ErrorCode.DATABASE_IS_READ_ONLY ->
            INPUT_OUTPUT;
        case ErrorCode.OUT_OF_MEMORY -> NO_MEMORY;
        case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN -> CLOSED;
        default -> OTHER;
      };
    }
    if (t instanceof MVStoreException store) {
      return switch (store.getErrorCode()) {
        case DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_UNSUPPORTED_FORMAT,
            DataUtils.ERROR_CHUNK_NOT_FOUND,
            DataUtils.ERROR_BLOCK_NOT_FOUND ->
            DAMAGED;
        case DataUtils.ERROR_FILE_LOCKED -> IN_USE;
        case DataUtils.ERROR_CLOSED -> CLOSED;
        case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED -> INPUT_OUTPUT;
        default -> OTHER;
      };
    }
    if (t instanceof EOFException) {
      return DAMAGED;
    }
    return t instanceof IOException ? INPUT_OUTPUT : OTHER;
  }

  /**
   * A few words for a message: the reason of the operating system if there is one, else the number
   * of H2's error. Never H2's own text, which may quote a row.
   */
  static String reason(Throwable failure) {
    String reason = failure.getClass().getSimpleName();
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
      if (t instanceof IOException && t.getMessage() != null) {
        return t.getMessage();
      }
      if (t instanceof SQLException sql) {
        reason =
            switch (sql.getErrorCode()) {
              case 0 -> reason;
              case ErrorCode.STATEMENT_WAS_CANCELED ->
                  "it took too long; ask for a shorter time or fewer rows";
              default -> "error " + sql.getErrorCode();
            };
      }
    }
    return reason;
  }
}
