package io.opsagent.server.runtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.opsagent.settings.Configuration;
import io.opsagent.settings.MonitorKeys;
import io.opsagent.storage.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heap dumps in a folder of the data directory that only the owner can enter: a dump holds whatever
 * the application holds, secrets and personal data included, and so it never leaves the machine
 * through the API. At most {@value #MAX_FILES} are kept; who wants another one deletes one first.
 * Any thread.
 */
public final class HeapDumps {
  /** Most files that are kept. */
  public static final int MAX_FILES = 3;

  /** A dump is somewhat larger than its objects. */
  private static final double SIZE_FACTOR = 1.3;

  private static final Logger LOG = LoggerFactory.getLogger(HeapDumps.class);
  private static final Pattern NAME = Pattern.compile("heap-(\\d{1,12})\\.hprof");

  private final Path folder;
  private final Supplier<Configuration> configuration;
  private final LongSupplier freeBytes;
  private final Clock clock;
  private long newestId = -1;
  private @Nullable CompletableFuture<Long> writing;
  private long failedId = -1;
  private @Nullable String failure;

  /**
   * Dumps of this process.
   *
   * @param folder made with the first dump
   * @param freeBytes room on its disk
   */
  public HeapDumps(
      Path folder, Supplier<Configuration> configuration, LongSupplier freeBytes, Clock clock) {
    this.folder = folder;
    this.configuration = configuration;
    this.freeBytes = freeBytes;
    this.clock = clock;
  }

  /**
   * Begins to write a dump of the objects that are in use; the application stands still meanwhile.
   *
   * @throws RefusedException when it is switched off, or there is no room for it
   * @throws BusyException when something that stops the application is at work
   */
  synchronized HeapDump begin(OneAtATime heavy) {
    if (!configuration.get().get(MonitorKeys.HEAP_DUMP)) {
      throw new RefusedException(
          "heap_dump_off",
          "Heap dumps are switched off, because they hold secrets and personal data. Set "
              + MonitorKeys.HEAP_DUMP
              + "=true to allow them.");
    }
    if (ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class) == null) {
      throw RuntimeInspection.notOnThisJvm("heap dump");
    }
    List<HeapDump> kept = list();
    if (kept.size() >= MAX_FILES) {
      throw new RefusedException(
          "heap_dump_limit",
          kept.size() + " heap dumps are kept, which is the most. Delete one of them.");
    }
    long needed = expectedBytes();
    long free = freeBytes.getAsLong();
    if (free < needed) {
      throw new RefusedException(
          "heap_dump_no_room",
          "The dump may need "
              + needed
              + " bytes and the disk of the data directory has "
              + free
              + " free. Make room, or set data-dir to a larger one.");
    }
    long id = clock.instant().getEpochSecond();
    while (Files.exists(file(id), LinkOption.NOFOLLOW_LINKS)) {
      id++;
    }
    try {
      OwnerOnly.createOrRestrictFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of heap dumps cannot be made", e);
    }
    long begun = id;
    writing =
        heavy.begin(
            "a heap dump",
            () -> {
              write(begun);
              return begun;
            });
    newestId = begun;
    return find(begun).orElseGet(() -> running(begun));
  }

  /** Whether settings and JVM allow dumps at all. */
  public boolean isEnabled() {
    return configuration.get().get(MonitorKeys.HEAP_DUMP)
        && ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class) != null;
  }

  /** Where the files are; the folder is made with the first dump. */
  public Path folder() {
    return folder;
  }

  /** The most that a dump may need now, which must be free for it. */
  public static long expectedBytes() {
    return (long)
        (ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() * SIZE_FACTOR);
  }

  /** Room on the disk of the folder. */
  public long freeBytes() {
    return freeBytes.getAsLong();
  }

  private HeapDump running(long id) {
    return new HeapDump(id, file(id).toString(), "running", 0, Instant.ofEpochSecond(id), null);
  }

  private void write(long id) {
    @Nullable String problem = null;
    try {
      Path file = file(id);
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpHeap(file.toString(), true);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("A heap dump could not be written", e);
      problem = "It could not be written: " + e.getClass().getSimpleName();
    }
    if (problem != null) {
      failed(id, problem);
    }
  }

  private synchronized void failed(long id, String problem) {
    failedId = id;
    failure = problem;
  }

  private boolean isRunning(long id) {
    return id == newestId && writing != null && !writing.isDone();
  }

  private Path file(long id) {
    return folder.resolve("heap-" + id + ".hprof");
  }

  /** All dumps, the newest first. */
  public synchronized List<HeapDump> list() {
    List<HeapDump> dumps = new ArrayList<>();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(
            file -> {
              Matcher name = NAME.matcher(file.getFileName().toString());
              if (name.matches() && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                dumps.add(dump(Long.parseLong(name.group(1)), file));
              }
            });
      } catch (IOException e) {
        throw new UncheckedIOException("The folder of heap dumps cannot be read", e);
      }
    }
    dumps.sort(Comparator.comparingLong(HeapDump::id).reversed());
    return dumps;
  }

  private HeapDump dump(long id, Path file) {
    String state = isRunning(id) ? "running" : id == failedId ? "failed" : "done";
    return new HeapDump(
        id,
        file.toString(),
        state,
        file.toFile().length(),
        Instant.ofEpochSecond(id),
        id == failedId ? failure : null);
  }

  /** One dump. */
  public Optional<HeapDump> find(long id) {
    return list().stream().filter(one -> one.id() == id).findFirst();
  }

  /**
   * Deletes a dump.
   *
   * @return it, or empty when there is none
   * @throws BusyException while it is being written
   */
  public synchronized Optional<HeapDump> delete(long id) {
    Optional<HeapDump> found = find(id);
    if (found.isPresent()) {
      if (isRunning(id)) {
        throw new BusyException("The heap dump is being written. Delete it when it is done.");
      }
      try {
        Files.delete(file(id));
      } catch (IOException e) {
        throw new UncheckedIOException("The heap dump cannot be deleted", e);
      }
    }
    return found;
  }
}
