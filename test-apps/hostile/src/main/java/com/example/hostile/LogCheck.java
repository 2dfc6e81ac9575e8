package com.example.hostile;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Logs through SLF4J (to standard output) and java.util.logging (to standard error); lists the
 * loggers of the latter. Those of the JDK are left out: it makes them when its parts are used.
 */
final class LogCheck implements Check {
  private static final String NAME = "com.example.hostile.log";
  private static final Pattern OF_THE_JDK =
      Pattern.compile("(java|javax|jdk|sun|com\\.sun\\.(?!jna)\\w+)\\..*");

  /** Held here because the log manager holds loggers weakly. */
  private final java.util.logging.Logger logger = java.util.logging.Logger.getLogger(NAME);

  @Override
  public Map<String, ?> run() {
    LoggerFactory.getLogger(NAME).info("a line through SLF4J");
    logger.info("a line through java.util.logging");
    Map<String, Object> seen = new TreeMap<>();
    seen.put("slf4j", LoggerFactory.getILoggerFactory().getClass().getName());
    seen.put("logManager", LogManager.getLogManager().getClass().getName());
    seen.put("loggers", loggers());
    return seen;
  }

  private static List<String> loggers() {
    return Collections.list(LogManager.getLogManager().getLoggerNames()).stream()
        .filter(name -> !OF_THE_JDK.matcher(name).matches())
        .sorted()
        .toList();
  }
}
