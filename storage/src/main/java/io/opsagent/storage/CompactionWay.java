package io.opsagent.storage;

/** How an H2 file is made smaller while it is closed. */
enum CompactionWay {
  /**
   * What is live is written into a new file, which takes the place of the old one. Gives all free
   * space back in a time that what is live decides; needs as much free disk meanwhile.
   */
  ANEW,

  /**
   * H2 moves what is live to the front of the file, in steps of which each leaves it whole, for
   * {@link #IN_PLACE_MILLIS}. Gives back what it got at, which may be nothing.
   */
  IN_PLACE;

  /** After which no further step begins; one may take seconds where the disk is slow. */
  static final int IN_PLACE_MILLIS = 5_000;
}
