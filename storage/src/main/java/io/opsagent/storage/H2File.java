package io.opsagent.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file of an H2 database in a slot, and what was set aside because it could not be opened. */
final class H2File {
  private static final String NAME = "ops";

  /** What is live, while it is written anew. Never the only file with the rows. */
  private static final String COPY = NAME + ".mv.db.compacting";

  private static final String ASIDE = NAME + ".mv.db.corrupt-";

  /** What is kept of it, the newest; each may be as large as a full database. */
  private static final int MAX_ASIDE = 2;

  /** Format of the files that this release of H2 writes and reads. */
  private static final int NEWEST_FORMAT = 3;

  private static final int HEADER_BYTES = 4096;
  private static final Pattern HEADER =
      Pattern.compile("H:[0-9a-f]+,.*\\bformat:([0-9a-f]{1,7})\\b");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;

  H2File(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  Path path() {
    return folder.resolve(NAME + ".mv.db");
  }

  /**
   * The part of the JDBC URL that names the file.
   *
   * @throws StorageException when H2 would read a part of the path as settings
   */
  String url() {
    String path = folder.resolve(NAME).toString();
    if (path.indexOf(';') >= 0) {
      throw new StorageException(
          "The data directory " + folder.getParent() + " must not have a ';' in its path.");
    }
    return "jdbc:h2:file:" + path;
  }

  /** Makes the empty file with the right permissions, before H2 makes it with others. */
  void create() throws IOException {
    OwnerOnly.createFile(path());
  }

  /**
   * Where what is live is written anew, in the same folder, so that one rename puts it in place.
   */
  Path copy() {
    return folder.resolve(COPY);
  }

  /** Deletes the copy of a compaction that did not come to its end, if there is one. */
  void deleteCopy() {
    try {
      Files.deleteIfExists(copy());
    } catch (IOException e) {
      // It must not keep the database closed; the next compaction fails and says so.
    }
  }

  /**
   * Puts the finished copy in the place of the file. Both are closed. Whenever the process or the
   * machine ends in this, the name is that of one whole file.
   */
  void replaceByCopy() throws IOException {
    OwnerOnly.restrictFiles(folder);
    try (FileChannel written = FileChannel.open(copy(), StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(copy(), path(), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // Windows opens no folder. The old name is as good as the new one.
    }
  }

  /** Whether the header names a format of a newer H2; a damaged header does not. */
  boolean hasNewerFormat() {
    try (InputStream in = Files.newInputStream(path(), LinkOption.NOFOLLOW_LINKS)) {
      String header = new String(in.readNBytes(HEADER_BYTES), StandardCharsets.ISO_8859_1);
      Matcher matcher = HEADER.matcher(header);
      return matcher.lookingAt() && Integer.parseInt(matcher.group(1), 16) > NEWEST_FORMAT;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What the file system calls the file, whatever its name is, or null where it has no such word
   * (then files in use cannot be deleted there) or the file cannot be looked at.
   *
   * @throws NoSuchFileException when there is no file of this name
   */
  @Nullable Object key() throws NoSuchFileException {
    try {
      return Files.readAttributes(path(), BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether something else than a file has the name. */
  boolean isDirectory() {
    return Files.isDirectory(path(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Bytes of the file, 0 when there is none. */
  long bytes() {
    try {
      return Files.size(path());
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Renames the file, so that a new one can be begun.
   *
   * @return the new name
   */
  Path setAside(Instant now) throws IOException {
    Path aside = folder.resolve(ASIDE + STAMP.format(now));
    Files.move(path(), aside);
    return aside;
  }

  /** Deletes all but the newest of what was set aside. */
  void deleteOldAside() throws IOException {
    List<Path> all = asideNewestFirst();
    for (Path old : all.subList(Math.min(MAX_ASIDE, all.size()), all.size())) {
      deleteTree(old);
    }
  }

  /** Takes a file back that was set aside, in the place of the one that was begun. */
  void putBack(Path aside) throws IOException {
    Files.deleteIfExists(path());
    Files.move(aside, path());
  }

  /** Bytes of all that was set aside. */
  long asideBytes() throws IOException {
    long bytes = 0;
    for (Path aside : asideNewestFirst()) {
      try (Stream<Path> files = Files.walk(aside)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          bytes += Files.size(file);
        }
      }
    }
    return bytes;
  }

  /**
   * Deletes the oldest of what was set aside.
   *
   * @return whether there was one
   */
  boolean deleteOldestAside() throws IOException {
    List<Path> all = asideNewestFirst();
    if (all.isEmpty()) {
      return false;
    }
    deleteTree(all.get(all.size() - 1));
    return true;
  }

  private List<Path> asideNewestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(ASIDE))
          .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
          .toList();
    }
  }

  /** A directory may have had the name of the file. Links in it are deleted, not followed. */
  private static void deleteTree(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(root)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
