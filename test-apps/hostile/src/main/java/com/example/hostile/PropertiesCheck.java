package com.example.hostile;

import java.util.Map;
import java.util.TreeMap;

/** Lists all system properties. */
final class PropertiesCheck implements Check {
  @Override
  public Map<String, ?> run() {
    Map<String, String> seen = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      seen.put(name, String.valueOf(System.getProperty(name)));
    }
    return seen;
  }
}
