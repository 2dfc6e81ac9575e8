package io.opsagent.testapps.proofs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** A file system of a few megabytes in memory; needs the right to mount one. */
record SmallDisk(Path folder) implements AutoCloseable {

  /**
   * Mounts it.
   *
   * @param folder is made
   * @throws TestAbortedException if this machine does not let us
   */
  static SmallDisk mount(Path folder, int megaBytes) throws IOException {
    Files.createDirectories(folder);
    String refusal =
        run("mount", "-t", "tmpfs", "-o", "size=" + megaBytes + "m", "none", folder.toString());
    if (!refusal.isEmpty()) {
      Files.delete(folder);
      throw new TestAbortedException("no small file system can be mounted here: " + refusal);
    }
    return new SmallDisk(folder);
  }

  /** Writes one file until there is no room left at all. */
  Path fill() throws IOException {
    Path filler = folder.resolve("filler");
    byte[] block = new byte[4_096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (folder.toFile().getUsableSpace() > 0) {
        out.write(block);
      }
    } catch (IOException full) {
      if (folder.toFile().getUsableSpace() > 0) {
        throw full;
      }
    }
    return filler;
  }

  /** What the command says; empty if it succeeds. */
  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return process.waitFor() == 0 ? "" : said.strip() + " ";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    String refusal = run("umount", folder.toString());
    if (!refusal.isEmpty()) {
      throw new IOException("cannot unmount " + folder + ": " + refusal);
    }
  }
}
