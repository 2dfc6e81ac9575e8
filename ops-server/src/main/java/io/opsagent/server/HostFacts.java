package io.opsagent.server;

import io.opsagent.server.api.AgentSnapshot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/**
 * What this host is, by OSHI. Read when it is first asked for, once: it loads a native library and
 * takes some hundred milliseconds, which no application should pay for at its start. Thread-safe.
 */
final class HostFacts {
  private static final Logger LOG = LoggerFactory.getLogger(HostFacts.class);

  private AgentSnapshot.@Nullable Host host;
  private boolean read;

  /** The facts, or null on a system that OSHI cannot read. */
  synchronized AgentSnapshot.@Nullable Host get() {
    if (!read) {
      read = true;
      try {
        host = readHost();
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("The host's facts cannot be read", e);
      }
    }
    return host;
  }

  private static AgentSnapshot.Host readHost() {
    SystemInfo system = new SystemInfo();
    HardwareAbstractionLayer hardware = system.getHardware();
    OperatingSystem os = system.getOperatingSystem();
    return new AgentSnapshot.Host(
        os.getNetworkParams().getHostName(),
        os.getFamily(),
        os.getVersionInfo().toString(),
        hardware.getProcessor().getLogicalProcessorCount(),
        hardware.getMemory().getTotal());
  }
}
