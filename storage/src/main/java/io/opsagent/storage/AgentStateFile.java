package io.opsagent.storage;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The file in a slot that tells the command line about the agent that holds it. Its owner alone may
 * read it, from the moment it is there; it is replaced whole, so a reader sees the old or the new.
 *
 * <p>The format is that of {@link Properties}: this module has no JSON library, and needs none.
 */
public final class AgentStateFile {
  private static final String NAME = "agent.properties";
  private static final int MAX_FILE_BYTES = 16 * 1024;

  private final Path folder;

  /** The file in the slot of a data directory; nothing is read or written yet. */
  public AgentStateFile(DataDirectory directory) {
    this(directory.slotDirectory().toPath());
  }

  private AgentStateFile(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the state, in the place of what was there.
   *
   * @throws IllegalArgumentException when a member could not be read back, such as a URL that is
   *     not on the loopback interface; the message names it
   * @throws StorageException when the slot cannot be written
   */
  public void write(AgentState state) {
    byte[] text = format(AgentStateFormat.toProperties(state));
    Path next = folder.resolve(NAME + ".new");
    try {
      // Left by a process that was killed here. The holder of the slot is the only writer.
      Files.deleteIfExists(next);
      try (FileChannel channel = OwnerOnly.openNew(next)) {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      Files.move(next, path(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      deleteQuietly(next);
      throw new StorageException("The state file " + path() + " could not be written", e);
    }
  }

  /** The state, or empty when there is no file or none that can be believed. */
  public Optional<AgentState> read() {
    return read(path());
  }

  /**
   * Removes the file; nothing happens when there is none.
   *
   * @throws StorageException when it is there and cannot be removed
   */
  public void remove() {
    try {
      Files.deleteIfExists(path());
    } catch (IOException e) {
      throw new StorageException("The state file " + path() + " could not be removed", e);
    }
  }

  /**
   * The agents that run in a data directory: their process holds the slot and is alive. Creates
   * nothing; what cannot be read is left out.
   *
   * @param directory a data directory, which need not exist
   * @return by number of their slots
   */
  public static List<AgentState> live(File directory) {
    List<AgentState> states = new ArrayList<>();
    Path root;
    try {
      root = directory.toPath().toRealPath();
    } catch (IOException | InvalidPathException e) {
      return states;
    }
    for (int slot = 0; slot < DataDirectory.MAX_SLOTS; slot++) {
      Path folder = DataDirectory.slotFolder(root, slot);
      // The cheap questions first: asking for the lock disturbs a process that starts just now.
      read(folder.resolve(NAME))
          .filter(state -> ProcessHandle.of(state.pid()).map(ProcessHandle::isAlive).orElse(false))
          .filter(state -> isHeld(folder))
          .ifPresent(states::add);
    }
    return states;
  }

  private Path path() {
    return folder.resolve(NAME);
  }

  private static boolean isHeld(Path folder) {
    try {
      return SlotLock.isHeld(DataDirectory.lockFile(folder));
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<AgentState> read(Path file) {
    // A pipe in its place would block, a link could lead anywhere.
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
      return Optional.of(AgentStateFormat.fromProperties(properties));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] format(Properties properties) {
    try (Writer text = new StringWriter()) {
      properties.store(text, null);
      return text.toString().getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StorageException("The state could not be formatted", e);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The write failed already and says why.
    }
  }
}
