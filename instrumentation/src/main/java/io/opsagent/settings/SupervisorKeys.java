package io.opsagent.settings;

import java.util.Collections;
import java.util.List;

/**
 * Which platforms this node calls, and how (operations-api.md 4.8 and 11.1). They count from the
 * next start, so that nobody who can write the file of a running process sends its data elsewhere.
 */
public final class SupervisorKeys {
  // Filled by the constants below in the order in which they stand; must come before them.
  static final KeyList LIST = new KeyList();

  /** Hosts that supervisors may be on. */
  public static final Key<List<String>> TRUSTED_HOSTS =
      LIST.with(
          KeyGroup.SERVER,
          "trusted-hosts",
          new ListType("host names or IP addresses, without port", new HostForm()),
          Collections.<String>emptyList(),
          "Hosts that supervisors may be on, and all below them, besides utilmeta.com; no other one is"
              + " ever called.");

  /** Whether supervisors are called by https only. */
  public static final Key<Boolean> SECURE_ONLY =
      LIST.with(
          KeyGroup.SERVER,
          "secure-only",
          new BooleanType(),
          Boolean.TRUE,
          "Whether supervisors are called by https only.");

  /** Longest a call to a supervisor takes, milliseconds. */
  public static final Key<Long> DEFAULT_TIMEOUT =
      LIST.with(
          KeyGroup.SERVER,
          "default-timeout",
          new DurationType(1000, 300 * 1000),
          30_000L,
          "Longest a call to a supervisor takes.");

  private SupervisorKeys() {}
}
