package io.opsagent.capture;

/** Figures of a cache in memory, since it was made. Immutable. */
public final class LocalCacheFigures {
  private final long entries;
  private final boolean recording;
  private final long hits;
  private final long misses;
  private final long evictions;

  /**
   * Figures.
   *
   * @param entries about how many it holds
   * @param recording whether the application lets it count the other figures; else they are 0
   */
  public LocalCacheFigures(
      long entries, boolean recording, long hits, long misses, long evictions) {
    this.entries = entries;
    this.recording = recording;
    this.hits = hits;
    this.misses = misses;
    this.evictions = evictions;
  }

  public long entries() {
    return entries;
  }

  /** Whether hits, misses and evictions are counted at all. */
  public boolean isRecording() {
    return recording;
  }

  public long hits() {
    return hits;
  }

  public long misses() {
    return misses;
  }

  public long evictions() {
    return evictions;
  }
}
