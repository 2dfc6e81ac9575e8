package io.opsagent.storage;

/** A walk that can be left for another one before its end. */
interface SteppedWalk extends CandidateWalk {

  /** Entries that were looked at, about; 0 while no other way is worth to be tried. */
  long looked();

  /** What is not walked yet. */
  TimeRange rest();

  /** Goes on with what is not walked yet, without a look at how long that takes. */
  CandidateWalk toTheEnd();
}
