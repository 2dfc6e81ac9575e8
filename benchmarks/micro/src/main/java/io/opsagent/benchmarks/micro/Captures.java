package io.opsagent.benchmarks.micro;

import io.opsagent.capture.BodyMemory;
import io.opsagent.capture.Capture;
import io.opsagent.capture.CaptureSettings;
import io.opsagent.capture.ExchangeRing;
import io.opsagent.capture.OpenExchanges;

/** The capture of a measuring JVM, with the sizes that the agent has by default. */
final class Captures {
  static final int RING_CAPACITY = 16_384;
  static final int MAX_BODY_BYTES = 16 * 1024;
  private static final int MAX_OPEN_EXCHANGES = 4_096;
  private static final long MAX_BODY_MEMORY_BYTES = 16L * 1024 * 1024;

  private Captures() {}

  /** Installs a capture as in production: no proxy trusted, bodies and headers from WARN up. */
  static Capture installProduction() {
    Capture capture =
        new Capture(
            new ExchangeRing(RING_CAPACITY),
            new OpenExchanges(MAX_OPEN_EXCHANGES),
            new BodyMemory(MAX_BODY_MEMORY_BYTES),
            new CaptureSettings(false, MAX_BODY_BYTES, false));
    capture.install();
    return capture;
  }
}
