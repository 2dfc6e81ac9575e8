package io.opsagent.server.nodes;

/** In what state a worker is, and by its workers an instance, a host or a service. */
public enum WorkerState {
  /** It said lately that it lives. */
  CONNECTED,
  /** It has not said so lately, nor that it ended. */
  SILENT,
  /** It said that it ends, or has been silent for so long that its end was filled in. */
  ENDED
}
