package com.example.hostile;

/** What {@link MeddlingAgent} can do, and where the comparison sees it. */
enum Meddling {
  SYSTEM_PROPERTY("agent.was.here"),
  EARLY_LOGGING("standard error"),
  EARLY_COMMON_POOL("globals.commonPool"),
  URL_HANDLERS("exit status"),
  OUTPUT("hello from the agent"),
  TWO_BANNERS("lines of the agent"),
  DRIVER_MANAGER("exit status"),
  MBEAN("standard error"),
  LASTING_THREAD("exit status"),
  OTHER_THREAD("HikariPool-1 housekeeper");

  private final String expected;

  Meddling(String expected) {
    this.expected = expected;
  }

  /** Returns what the message of the comparison says. */
  String expected() {
    return expected;
  }
}
