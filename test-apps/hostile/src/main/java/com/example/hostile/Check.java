package com.example.hostile;

import java.util.Map;

/** One thing that the application does or looks at. */
interface Check {
  /**
   * Does it.
   *
   * @return what was seen; the same in every run of the application on one JVM
   */
  Map<String, ?> run() throws Exception;
}
