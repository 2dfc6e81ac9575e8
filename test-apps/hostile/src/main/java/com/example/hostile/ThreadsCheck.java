package com.example.hostile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists all threads, also those that the application has not started. */
final class ThreadsCheck implements Check {
  @Override
  public Map<String, ?> run() {
    List<Map<String, Object>> threads =
        Thread.getAllStackTraces().keySet().stream().map(ThreadsCheck::describe).toList();
    return Map.of("threads", threads);
  }

  private static Map<String, Object> describe(Thread thread) {
    Map<String, Object> seen = new TreeMap<>();
    seen.put("name", thread.getName());
    seen.put("daemon", thread.isDaemon());
    ThreadGroup group = thread.getThreadGroup();
    seen.put("group", group == null ? "none" : group.getName());
    ClassLoader loader = thread.getContextClassLoader();
    seen.put("contextClassLoader", loader == null ? "none" : loader.getClass().getName());
    return seen;
  }
}
