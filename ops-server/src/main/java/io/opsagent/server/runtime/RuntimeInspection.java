package io.opsagent.server.runtime;

import io.opsagent.rules.Masking;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * A look into this JVM on somebody's demand. What stops the JVM runs one at a time; who comes
 * meanwhile gets a {@link BusyException}. Nothing of it touches JMX before it is first asked for
 * (instrumentation.md 1.8). Any thread.
 */
public final class RuntimeInspection {
  private static final long MAX_DUMP_MILLIS = 10_000;
  private static final long MAX_HEAVY_MILLIS = 60_000;

  private final ThreadReader threadReader;
  private final Supplier<List<OpenRequest>> openRequests;
  private final BeanReader beanReader;
  private final ProcessReader processReader;
  private final HeapDumps heapDumps;
  private final OneAtATime dumps;
  private final OneAtATime heavy;

  /**
   * Nothing is read yet.
   *
   * @param openRequests requests in work, in any order
   * @param masking takes secrets out of texts, as of now
   * @param heapDumps files with heap dumps
   * @param threads makes a daemon thread of a name and its work
   */
  public RuntimeInspection(
      Supplier<List<OpenRequest>> openRequests,
      Supplier<Masking> masking,
      HeapDumps heapDumps,
      BiFunction<String, Runnable, Thread> threads) {
    this.openRequests = openRequests;
    this.threadReader = new ThreadReader(text -> masking.get().maskText(text));
    this.heapDumps = heapDumps;
    this.beanReader = new BeanReader(masking, threads);
    this.processReader = new ProcessReader(masking);
    this.dumps = new OneAtATime(threads, "opsagent-threads");
    this.heavy = new OneAtATime(threads, "opsagent-heap");
  }

  /** All threads. */
  public ThreadDump threads() {
    return dumps.call("a thread dump", MAX_DUMP_MILLIS, threadReader::read);
  }

  /**
   * Requests in work.
   *
   * @param limit most of them
   * @param frames most frames of each
   */
  public InFlight inFlight(int limit, int frames) {
    List<OpenRequest> all = openRequests.get();
    List<OpenRequest> listed =
        all.stream()
            .sorted(Comparator.comparingLong(OpenRequest::ageMillis).reversed())
            .limit(limit)
            .toList();
    Map<Long, OpenRequest> youngest = new HashMap<>();
    all.forEach(
        one ->
            youngest.merge(one.threadId(), one, (a, b) -> a.ageMillis() <= b.ageMillis() ? a : b));
    Set<Long> ids = new TreeSet<>();
    for (OpenRequest one : listed) {
      if (one.isOnThread() && one.equals(youngest.get(one.threadId()))) {
        ids.add(one.threadId());
      }
    }
    Map<Long, ThreadReader.Stack> stacks =
        ids.isEmpty() || frames == 0 ? Map.of() : threadReader.stacks(ids, frames);
    return new InFlight(
        Instant.now().toString(),
        all.size(),
        listed.stream()
            .map(
                one -> {
                  ThreadReader.Stack stack =
                      one.isOnThread() && one.equals(youngest.get(one.threadId()))
                          ? stacks.get(one.threadId())
                          : null;
                  return new InFlight.Item(
                      one.ageMillis(),
                      one.method(),
                      one.path(),
                      one.route(),
                      one.threadName(),
                      one.threadId(),
                      stack == null ? null : stack.state(),
                      stack == null ? null : stack.frames());
                })
            .toList());
  }

  /**
   * What fills the heap. The JVM stands still while it counts; it does not collect before, so that
   * garbage is counted, too.
   *
   * @param rows most classes
   */
  public HeapHistogram heapHistogram(int rows) {
    return heavy.call(
        "a class histogram",
        MAX_HEAVY_MILLIS,
        () -> HeapHistogram.parse(countClasses(), Instant.now().toString(), rows));
  }

  private static String countClasses() throws JMException {
    ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
    if (!PlatformBeans.server().isRegistered(commands)) {
      throw notOnThisJvm("class histogram");
    }
    return String.valueOf(
        PlatformBeans.server()
            .invoke(
                commands,
                "gcClassHistogram",
                new Object[] {new String[] {"-all"}},
                new String[] {String[].class.getName()}));
  }

  static RefusedException notOnThisJvm(String what) {
    return new RefusedException(
        "not_on_this_jvm",
        "This JVM ("
            + System.getProperty("java.vm.name")
            + ") has no "
            + what
            + " for a program inside of it; use its own tools.");
  }

  /** Collects garbage. */
  public Collection collectGarbage() {
    return heavy.call(
        "a garbage collection",
        MAX_HEAVY_MILLIS,
        () -> {
          MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
          long before = memory.getHeapMemoryUsage().getUsed();
          long collections = collections();
          long beginNanos = System.nanoTime();
          memory.gc();
          return new Collection(
              (System.nanoTime() - beginNanos) / 1_000_000,
              collections() - collections,
              before,
              memory.getHeapMemoryUsage().getUsed());
        });
  }

  /** What this process was started with. */
  public ProcessFacts process() {
    return processReader.read();
  }

  /** Garbage collectors and memory pools. */
  public MemoryFacts memory() {
    return MemoryReader.read();
  }

  /** The names of all management beans. */
  public BeanTree beans() {
    return beanReader.names();
  }

  /**
   * One management bean with its attributes.
   *
   * @return empty when there is none of that name
   * @throws IllegalArgumentException when this is no name of one bean
   */
  public Optional<BeanDetails> bean(String name) {
    return beanReader.details(name);
  }

  /** Begins to write a heap dump; see {@link HeapDumps#begin}. */
  public HeapDump dumpHeap() {
    return heapDumps.begin(heavy);
  }

  /** The heap dumps that are there. */
  public HeapDumps heapDumps() {
    return heapDumps;
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .filter(count -> count > 0)
        .sum();
  }
}
