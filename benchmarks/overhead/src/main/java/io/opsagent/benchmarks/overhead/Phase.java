package io.opsagent.benchmarks.overhead;

import java.util.Map;

/**
 * What one phase of one variant was like.
 *
 * @param load what the client saw
 * @param cpuNanos CPU of the server's process by whose threads took it, from just before the load
 *     until its work was done
 * @param workerBytes allocated by the threads that serve requests
 * @param allBytes allocated by all threads
 * @param residentKib resident memory at the end
 * @param rows rows written meanwhile; -1 where there are none to count
 * @param dropped requests that the agent neither counted nor stored; 0 where nobody tells
 * @param otherCores processors that other processes kept busy, on average
 */
record Phase(
    Load load,
    Map<ThreadOwner, Long> cpuNanos,
    long workerBytes,
    long allBytes,
    long residentKib,
    long rows,
    long dropped,
    double otherCores) {

  double cpuMicrosPerRequest() {
    return cpuNanos.values().stream().mapToLong(nanos -> nanos).sum() / 1e3 / load.requests();
  }

  double cpuMicrosPerRequest(ThreadOwner owner) {
    return cpuNanos.getOrDefault(owner, 0L) / 1e3 / load.requests();
  }

  double workerBytesPerRequest() {
    return (double) workerBytes / load.requests();
  }

  double allBytesPerRequest() {
    return (double) allBytes / load.requests();
  }

  double rowShare() {
    return (double) rows / load.requests();
  }
}
