package io.opsagent.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The exclusive lock of one slot, held until it is closed or the process ends, however it ends.
 *
 * <p>A POSIX lock belongs to the process: closing <em>any</em> channel on the file gives it up, not
 * only the one that took it. So a file that this process has locked must not be opened a second
 * time. The slots of this class are known here; if another copy of this class in the same process
 * holds the lock, the channel that found out is never closed.
 */
final class SlotLock implements AutoCloseable {
  private static final Object GUARD = new Object();

  /** Lock files held by this process. At most the slots of the opened data directories. */
  private static final Set<Path> HELD = new HashSet<>();

  /** Kept from the garbage collector, which would close them. At most one for each lock file. */
  private static final List<FileChannel> NEVER_CLOSED = new ArrayList<>();

  private final Path file;
  private final FileChannel channel;

  private SlotLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock without waiting.
   *
   * @param file real path of the lock file; it is created if needed
   * @return empty when this or another process holds it
   * @throws IOException when the file cannot be opened, or its file system knows no locks
   */
  static Optional<SlotLock> tryAcquire(Path file) throws IOException {
    synchronized (GUARD) {
      if (HELD.contains(file)) {
        return Optional.empty();
      }
      FileChannel channel = OwnerOnly.openForWriting(file);
      boolean keepOpen = false;
      try {
        if (channel.tryLock() == null) {
          return Optional.empty();
        }
        keepOpen = true;
        HELD.add(file);
        return Optional.of(new SlotLock(file, channel));
      } catch (OverlappingFileLockException e) {
        keepOpen = true;
        HELD.add(file);
        NEVER_CLOSED.add(channel);
        return Optional.empty();
      } finally {
        if (!keepOpen) {
          channel.close();
        }
      }
    }
  }

  /**
   * Whether this or another process holds the lock. The file is only read, never created.
   *
   * @throws IOException when the file cannot be opened
   */
  static boolean isHeld(Path file) throws IOException {
    synchronized (GUARD) {
      if (HELD.contains(file)) {
        return true;
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      boolean keepOpen = false;
      // A shared lock, so that two processes that ask do not see each other.
      try (FileLock probe = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return probe == null;
      } catch (OverlappingFileLockException e) {
        keepOpen = true;
        HELD.add(file);
        NEVER_CLOSED.add(channel);
        return true;
      } finally {
        if (!keepOpen) {
          channel.close();
        }
      }
    }
  }

  /** Gives the lock up. Calling it again does nothing. */
  @Override
  public void close() throws IOException {
    synchronized (GUARD) {
      if (channel.isOpen()) {
        HELD.remove(file);
        channel.close();
      }
    }
  }
}
