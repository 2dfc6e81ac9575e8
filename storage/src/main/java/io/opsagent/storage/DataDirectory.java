package io.opsagent.storage;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * The folder that this process keeps its data in: one slot of a data directory that several
 * processes may share. Each takes the lowest free slot and holds it until {@link #close()} or its
 * end; after a restart the same slots are used again.
 *
 * <p>Folders made here and every slot are open to the owner only; the permissions of a data
 * directory that existed are left alone (docs/spec/design.md 6 and 8).
 */
public final class DataDirectory implements AutoCloseable {
  /** Slots that one data directory has at most. */
  public static final int MAX_SLOTS = 64;

  private static final String WAY_OUT = "Choose a folder that the user of this process can write.";

  private final int slot;
  private final Path slotFolder;
  private final SlotLock lock;

  private DataDirectory(int slot, Path slotFolder, SlotLock lock) {
    this.slot = slot;
    this.slotFolder = slotFolder;
    this.lock = lock;
  }

  /**
   * Takes the lowest free slot; makes the directory and the slot if needed.
   *
   * @param directory the data directory
   * @throws DataDirectoryException when the directory cannot be used or has no free slot
   */
  public static DataDirectory open(File directory) throws DataDirectoryException {
    Path root = prepare(directory);
    IOException firstFailure = null;
    for (int slot = 0; slot < MAX_SLOTS; slot++) {
      Path folder = slotFolder(root, slot);
      try {
        Optional<SlotLock> lock = lockSlot(folder);
        if (lock.isPresent()) {
          return new DataDirectory(slot, folder, lock.get());
        }
      } catch (IOException e) {
        // Another user's slot, for example: the next may be free.
        firstFailure = firstFailure == null ? e : firstFailure;
      }
    }
    if (firstFailure != null) {
      throw unusable(directory, firstFailure);
    }
    throw new DataDirectoryException(
        "The data directory "
            + directory
            + " has no free slot: "
            + MAX_SLOTS
            + " processes use it. Stop one of them or choose another data directory.");
  }

  /** Number of the slot, 0 to 63. */
  public int slot() {
    return slot;
  }

  /** Absolute path of the slot; it exists, and other users cannot enter it. */
  public File slotDirectory() {
    return slotFolder.toFile();
  }

  /** Frees the slot. Whatever lives in it must be closed before. Calling it again does nothing. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StorageException("The slot " + slotFolder + " could not be freed", e);
    }
  }

  static Path slotFolder(Path root, int slot) {
    return root.resolve("slot-" + slot);
  }

  static Path lockFile(Path slotFolder) {
    return slotFolder.resolve("lock");
  }

  private static Path prepare(File directory) throws DataDirectoryException {
    try {
      Path root = directory.toPath().toAbsolutePath();
      OwnerOnly.createFolders(root);
      // One name for one folder, whatever links lead to it: locks are compared by path.
      return root.toRealPath();
    } catch (IOException e) {
      throw unusable(directory, e);
    } catch (InvalidPathException e) {
      throw new DataDirectoryException(
          "The data directory " + directory + " is not a valid path. " + WAY_OUT, e);
    }
  }

  private static Optional<SlotLock> lockSlot(Path folder) throws IOException {
    OwnerOnly.createOrRestrictFolder(folder);
    Optional<SlotLock> lock = SlotLock.tryAcquire(lockFile(folder));
    if (lock.isPresent()) {
      try {
        checkOwner(folder);
        OwnerOnly.restrictFiles(folder);
      } catch (IOException | RuntimeException e) {
        lock.get().close();
        throw e;
      }
    }
    return lock;
  }

  /**
   * Proves that the slot can be written and belongs to this user. A slot that somebody else
   * prepared could be read by him; and files of root in it would lock its owner out later.
   */
  private static void checkOwner(Path folder) throws IOException {
    Path probe = folder.resolve("probe");
    Files.deleteIfExists(probe);
    OwnerOnly.openNew(probe).close();
    try {
      UserPrincipal self = Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
      UserPrincipal owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS);
      if (!self.equals(owner)) {
        throw new FileSystemException(
            folder.toString(),
            null,
            "it belongs to " + owner.getName() + ", not to " + self.getName());
      }
    } catch (UnsupportedOperationException e) {
      // A file system without owners.
    } finally {
      Files.deleteIfExists(probe);
    }
  }

  private static DataDirectoryException unusable(File directory, IOException e) {
    String file = e instanceof FileSystemException named ? named.getFile() : null;
    String where = file == null ? "" : file + ": ";
    return new DataDirectoryException(
        "The data directory "
            + directory
            + " cannot be used ("
            + where
            + reason(e)
            + "). "
            + WAY_OUT,
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "there is a file of this name";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
