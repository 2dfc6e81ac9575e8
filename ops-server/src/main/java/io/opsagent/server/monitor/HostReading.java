package io.opsagent.server.monitor;

import java.util.List;

/**
 * What a host says of itself at one moment; -1 for what it does not know.
 *
 * @param allTicks time of all processors since the start, in a unit of its own
 * @param idleTicks what of it they had nothing to do, waiting for disks included
 * @param processors logical ones
 * @param memoryBytes in all
 * @param availableBytes what programs can still get without swapping
 * @param swapBytes in all
 * @param usedSwapBytes of these
 * @param fileDescriptors open, of all processes
 * @param loadAverages of 1, 5 and 15 minutes
 */
record HostReading(
    long allTicks,
    long idleTicks,
    int processors,
    long memoryBytes,
    long availableBytes,
    long swapBytes,
    long usedSwapBytes,
    long fileDescriptors,
    List<Double> loadAverages) {}
