package io.opsagent.settings;

/** Whether the operations server takes IPv6 connections. */
public enum Ipv6Mode {
  /** IPv6 connections only. */
  ONLY,
  /** IPv4 connections only. */
  DISABLE,
  /** What {@code host} says, of both kinds. */
  ENABLE
}
