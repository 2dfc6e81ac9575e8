package io.opsagent.storage;

import java.util.List;

/**
 * Finds the rows of a selection in the order of time, some at a time, without reading the rows
 * themselves. For one thread.
 */
interface CandidateWalk {

  /**
   * The next rows. None does not mean the end: a walk looks at a bounded number of index entries at
   * a time.
   *
   * @param wanted at most so many, at least 1
   */
  List<ServiceLogKey> next(int wanted) throws SearchRun.TimeOver;

  /** Whether there are no more. */
  boolean isExhausted();
}
