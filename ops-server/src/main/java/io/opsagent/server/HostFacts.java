package io.opsagent.server;

import io.opsagent.server.api.AgentSnapshot;
import io.opsagent.server.monitor.HostDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this host is. Read when it is first asked for, once: on some systems that loads a native
 * library, which no application should pay for at its start. Thread-safe.
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
    HostDescription host = HostDescription.read();
    return new AgentSnapshot.Host(
        HostName.read(), host.family(), host.version(), host.processors(), host.memoryBytes());
  }
}
