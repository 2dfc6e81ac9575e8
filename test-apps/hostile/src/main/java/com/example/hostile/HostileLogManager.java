package com.example.hostile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * The application's own log manager; the JVM takes it only if nobody has used java.util.logging
 * before main. Public with a public constructor because the JVM makes it.
 */
public final class HostileLogManager extends LogManager {
  private static final String CONFIGURATION =
      """
      handlers=java.util.logging.ConsoleHandler
      java.util.logging.ConsoleHandler.formatter=java.util.logging.SimpleFormatter
      java.util.logging.SimpleFormatter.format=JUL %4$s %3$s - %5$s%n
      .level=INFO
      """;

  /** Makes the log manager. */
  public HostileLogManager() {}

  @Override
  public void readConfiguration() throws IOException {
    readConfiguration(
        new ByteArrayInputStream(CONFIGURATION.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
