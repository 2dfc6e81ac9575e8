package io.opsagent.server.monitor;

/** Where the figures of a host come from. For one thread. */
interface HostSource {
  /** Reads what changes. */
  HostReading read();

  /** Bytes that went through disks and networks since the start of the host. */
  DeviceBytes devices();
}
