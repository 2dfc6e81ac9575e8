package io.opsagent.server;

import io.opsagent.storage.access.Supervisor;
import io.opsagent.storage.access.SupervisorRepository;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which node of a supervisor this service is (operations-api.md 4.3, step 5; 7, step 2): looked up
 * in every cycle, so that every process that shares the database knows it, and rows say it. Rows
 * that were written before a process knew get it one cycle later. {@link #current} for any thread,
 * the rest for the cycle's.
 */
final class NodeIdentity {
  private final SupervisorRepository supervisors;
  private final String service;
  private volatile @Nullable String current;
  private @Nullable String toAdopt;
  private boolean isFirst = true;

  NodeIdentity(SupervisorRepository supervisors, String service) {
    this.supervisors = supervisors;
    this.service = service;
  }

  /** One cycle. */
  void run() {
    String waiting = toAdopt;
    // Before the first row is written there is nothing to adopt, and the table may be large.
    boolean wasFirst = isFirst;
    isFirst = false;
    String found = find();
    if (waiting != null) {
      toAdopt = null;
      if (waiting.equals(found)) {
        supervisors.adoptRows(service, waiting);
      }
    }
    if (!wasFirst && !Objects.equals(found, current)) {
      toAdopt = found;
    }
    current = found;
  }

  private @Nullable String find() {
    return supervisors.list(service).stream()
        .filter(one -> one.isConnected() && one.nodeId() != null)
        .findFirst()
        .map(Supervisor::nodeId)
        .orElse(null);
  }

  /** The node id, or null without a supervisor. */
  @Nullable String current() {
    return current;
  }
}
