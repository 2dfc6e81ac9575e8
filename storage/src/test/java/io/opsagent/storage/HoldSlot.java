package io.opsagent.storage;

import java.io.File;
import java.time.Instant;

/** A process that takes a slot of a data directory, says which, and keeps it until it is killed. */
final class HoldSlot {
  static final String KEY = "k".repeat(43);

  private HoldSlot() {}

  public static void main(String[] args) throws Exception {
    try (DataDirectory directory = DataDirectory.open(new File(args[0]))) {
      new AgentStateFile(directory)
          .write(
              new AgentState(
                  ProcessHandle.current().pid(),
                  "http://127.0.0.1:8274/ops",
                  Instant.parse("2026-03-01T10:00:00Z"),
                  KEY,
                  "0.1.0",
                  "shop"));
      System.out.println("slot " + directory.slot());
      int ignored = System.in.read();
      System.out.println("ended " + ignored);
    }
  }
}
