package io.opsagent.capture;

/**
 * Reads the figures of a cache in the application's memory; written by the binding that knows its
 * type.
 */
public interface LocalCacheReader {

  /**
   * The figures now. Never lets the cache record what it does not record anyway.
   *
   * @param cache an object of the type that the binding knows
   */
  LocalCacheFigures read(Object cache);
}
