package io.opsagent.server.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live switches of capture (instrumentation.md 7, case 72). Called on server threads. */
public interface CaptureControl {

  /** What is switched how, by whom, and what is woven. Answers at once. */
  CaptureState state();

  /**
   * Says a word of the API on some switches; it outranks every setting until the process ends, the
   * properties file changes, or it is taken back. Returns when it holds for every thread.
   *
   * @param wishes key of a switch to its value; null takes the API's word back
   * @param resetBreakers whether join points that have switched themselves off are tried again
   * @return the state afterwards
   * @throws IllegalArgumentException if a key is no switch; the message names it and those that
   *     are, and nothing was changed
   */
  CaptureState change(Map<String, @Nullable Boolean> wishes, boolean resetBreakers);
}
