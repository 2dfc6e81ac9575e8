package io.opsagent.server.pipeline;

import io.opsagent.storage.spool.Spool;
import io.opsagent.storage.spool.SpooledBatch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The batch that the database is being given, so that it can be kept in a file when the agent ends
 * before the answer: a server that hangs answers after a minute, and the agent has two seconds. The
 * database takes it once, whether it was committed or not. Any thread.
 */
final class BatchInFlight {
  private @Nullable SpooledBatch batch;
  private boolean closed;

  /** Notes what is on its way now; false when nothing may be sent any more. */
  synchronized boolean begin(SpooledBatch sent) {
    if (closed) {
      return false;
    }
    batch = sent;
    return true;
  }

  /** The database has answered; false when the batch was put into a file in the meantime. */
  synchronized boolean end() {
    boolean isOurs = batch != null;
    batch = null;
    return isOurs;
  }

  /**
   * Puts the batch on its way into a file, if there is one; nothing is sent any more.
   *
   * @throws IOException when it cannot be written
   */
  synchronized void keepIn(Spool spool) throws IOException {
    closed = true;
    SpooledBatch sent = batch;
    if (sent != null) {
      spool.add(sent.id(), sent.rows());
      batch = null;
    }
  }
}
