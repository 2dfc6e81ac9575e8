package io.opsagent.server.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread at one moment. Its stack is that of its group.
 *
 * @param id its number in the JVM
 * @param name masked and cut
 * @param daemon whether the JVM ends without it
 * @param priority 1 to 10
 * @param cpuMillis processor time since its start, null where the JVM does not measure it
 * @param userMillis of these in the application's own code, null as above
 * @param allocatedBytes since its start, null where the JVM does not count them
 * @param blockedCount how often it waited for a monitor
 * @param waitedCount how often it waited for something else
 * @param waitsFor class and number of the object that it waits for, or null
 * @param ownerId of the thread that has this object, or null
 * @param ownerName of that thread, or null
 * @param holds classes and numbers of the monitors that it has, the first {@value
 *     ThreadReader#MAX_MONITORS}
 * @param deadlocked whether it waits for a thread that waits for it
 */
public record SeenThread(
    long id,
    String name,
    boolean daemon,
    int priority,
    @Nullable Long cpuMillis,
    @Nullable Long userMillis,
    @Nullable Long allocatedBytes,
    long blockedCount,
    long waitedCount,
    @Nullable String waitsFor,
    @Nullable Long ownerId,
    @Nullable String ownerName,
    List<String> holds,
    boolean deadlocked) {
  /** Copies the list. */
  public SeenThread {
    holds = List.copyOf(holds);
  }
}
