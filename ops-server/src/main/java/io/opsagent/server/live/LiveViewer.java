package io.opsagent.server.live;

import io.opsagent.storage.ServiceLog;

/**
 * Somebody who watches the live tail. Called by one thread, the tail's, but for {@link #isEnded}.
 */
public interface LiveViewer {

  /**
   * Takes a row; must not block.
   *
   * @param sequence of the row, one more than that of the row before
   */
  void take(long sequence, ServiceLog row);

  /** Called about twenty times in a second; must not wait for whoever reads. */
  void tick();

  /** Ends it from here, with a word that says why; must not block. */
  void end(String why);

  /** Whether it has ended, from here or from the other side. Any thread. */
  boolean isEnded();
}
