package io.opsagent.server.runtime;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads threads. The JVM stands still while it collects their stacks, for some milliseconds;
 * synchronizers that a thread owns are not asked for, because the JVM would walk the whole heap for
 * them: who waits for one says who has it. Any thread.
 */
final class ThreadReader {
  static final int MAX_THREADS = 2_000;
  static final int MAX_FRAMES = 128;
  static final int MAX_MONITORS = 16;

  /** Of all groups together; the bound of the answer's size. */
  private static final int MAX_ALL_FRAMES = 30_000;

  static final int MAX_NAME_CHARS = 200;

  private final UnaryOperator<String> mask;

  /**
   * A reader.
   *
   * @param mask takes secrets out of names of threads
   */
  ThreadReader(UnaryOperator<String> mask) {
    this.mask = mask;
  }

  private record Place(Thread.State state, List<StackTraceElement> frames) {}

  /** Reads all threads. */
  ThreadDump read() {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    long[] ids = bean.getAllThreadIds();
    long[] read = Arrays.copyOf(ids, Math.min(ids.length, MAX_THREADS));
    ThreadInfo[] infos =
        bean.getThreadInfo(read, bean.isObjectMonitorUsageSupported(), false, MAX_FRAMES);
    long[] found = bean.findDeadlockedThreads();
    Set<Long> deadlocked =
        found == null
            ? Set.of()
            : Arrays.stream(found).boxed().collect(Collectors.toCollection(TreeSet::new));
    ThreadCosts costs = ThreadCosts.read(bean, read);
    Map<Place, List<SeenThread>> groups = new LinkedHashMap<>();
    Map<String, Integer> byState = new TreeMap<>();
    Map<Long, String> deadNames = new TreeMap<>();
    int count = 0;
    for (ThreadInfo info : infos) {
      // It may have ended meanwhile.
      if (info == null) {
        continue;
      }
      count++;
      SeenThread thread = thread(info, costs, deadlocked.contains(info.getThreadId()));
      if (thread.deadlocked()) {
        deadNames.put(thread.id(), thread.name());
      }
      byState.merge(info.getThreadState().name(), 1, Integer::sum);
      groups
          .computeIfAbsent(
              new Place(info.getThreadState(), List.of(info.getStackTrace())),
              k -> new ArrayList<>())
          .add(thread);
    }
    return new ThreadDump(
        Instant.now().toString(),
        count + ids.length - read.length,
        byState,
        List.copyOf(deadNames.values()),
        groups(groups),
        ids.length - read.length);
  }

  private static List<ThreadDump.Group> groups(Map<Place, List<SeenThread>> groups) {
    List<Map.Entry<Place, List<SeenThread>>> largestFirst = new ArrayList<>(groups.entrySet());
    largestFirst.sort(
        Comparator.comparingInt((Map.Entry<Place, List<SeenThread>> one) -> one.getValue().size())
            .reversed());
    List<ThreadDump.Group> all = new ArrayList<>();
    int room = MAX_ALL_FRAMES;
    for (Map.Entry<Place, List<SeenThread>> one : largestFirst) {
      List<StackTraceElement> frames = one.getKey().frames();
      int shown = Math.min(room, frames.size());
      room -= shown;
      all.add(
          new ThreadDump.Group(
              one.getValue().size(),
              one.getKey().state().name(),
              frames.subList(0, shown).stream().map(StackTraceElement::toString).toList(),
              shown < frames.size() || frames.size() >= MAX_FRAMES,
              one.getValue().stream().sorted(Comparator.comparing(SeenThread::name)).toList()));
    }
    return all;
  }

  private SeenThread thread(ThreadInfo info, ThreadCosts costs, boolean isDeadlocked) {
    LockInfo lock = info.getLockInfo();
    String owner = info.getLockOwnerName();
    return new SeenThread(
        info.getThreadId(),
        name(info.getThreadName()),
        info.isDaemon(),
        info.getPriority(),
        costs.cpuMillis(info.getThreadId()),
        costs.userMillis(info.getThreadId()),
        costs.allocatedBytes(info.getThreadId()),
        info.getBlockedCount(),
        info.getWaitedCount(),
        lock == null ? null : lock.toString(),
        owner == null ? null : (Long) info.getLockOwnerId(),
        owner == null ? null : name(owner),
        Stream.of(info.getLockedMonitors()).limit(MAX_MONITORS).map(LockInfo::toString).toList(),
        isDeadlocked);
  }

  private String name(String name) {
    String masked = mask.apply(name);
    return masked.length() <= MAX_NAME_CHARS ? masked : masked.substring(0, MAX_NAME_CHARS) + "...";
  }

  /**
   * Current stacks of some threads; one that has ended is missing.
   *
   * @param maxFrames of each, the current one first
   */
  Map<Long, Stack> stacks(Set<Long> ids, int maxFrames) {
    Map<Long, Stack> stacks = new HashMap<>();
    long[] wanted = ids.stream().mapToLong(Long::longValue).toArray();
    for (ThreadInfo info : ManagementFactory.getThreadMXBean().getThreadInfo(wanted, maxFrames)) {
      if (info != null) {
        stacks.put(
            info.getThreadId(),
            new Stack(
                info.getThreadState().name(),
                Stream.of(info.getStackTrace()).map(StackTraceElement::toString).toList()));
      }
    }
    return stacks;
  }

  /**
   * Where a thread stands.
   *
   * @param state in the JVM's words
   * @param frames the current one first
   */
  record Stack(String state, List<String> frames) {}

  /** What threads have used, by their numbers; -1 is what the JVM does not know. */
  private record ThreadCosts(
      Map<Long, Long> cpuNanos, Map<Long, Long> userNanos, Map<Long, Long> bytes) {

    static ThreadCosts read(ThreadMXBean bean, long[] ids) {
      if (!(bean instanceof com.sun.management.ThreadMXBean known)) {
        return new ThreadCosts(Map.of(), Map.of(), Map.of());
      }
      boolean hasTimes = known.isThreadCpuTimeSupported() && known.isThreadCpuTimeEnabled();
      boolean hasBytes =
          known.isThreadAllocatedMemorySupported() && known.isThreadAllocatedMemoryEnabled();
      return new ThreadCosts(
          hasTimes ? byId(ids, known.getThreadCpuTime(ids)) : Map.of(),
          hasTimes ? byId(ids, known.getThreadUserTime(ids)) : Map.of(),
          hasBytes ? byId(ids, known.getThreadAllocatedBytes(ids)) : Map.of());
    }

    private static Map<Long, Long> byId(long[] ids, long[] values) {
      Map<Long, Long> byId = new HashMap<>();
      for (int i = 0; i < ids.length; i++) {
        if (values[i] >= 0) {
          byId.put(ids[i], values[i]);
        }
      }
      return byId;
    }

    @Nullable Long cpuMillis(long id) {
      return millis(cpuNanos.get(id));
    }

    @Nullable Long userMillis(long id) {
      return millis(userNanos.get(id));
    }

    @Nullable Long allocatedBytes(long id) {
      return bytes.get(id);
    }

    private static @Nullable Long millis(@Nullable Long nanos) {
      return nanos == null ? null : (Long) (nanos / 1_000_000);
    }
  }
}
