package io.opsagent.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Files that both runs share, so that nothing of them can differ. Immutable.
 *
 * @param webRoot what is served below the context path: {@code files/big.txt} and {@code
 *     files/small.html}
 * @param keyStore PKCS 12, password {@link #PASSWORD}, with one certificate for localhost
 */
record Fixtures(Path webRoot, Path keyStore) {
  /** Password of the key store and of its key. */
  static final String PASSWORD = "changeit";

  /** Size of {@code big.txt}. */
  static final int BIG_BYTES = 1_048_576;

  private static final FileTime MODIFIED = FileTime.from(Instant.parse("2026-11-01T00:00:00Z"));

  /**
   * Makes the files in a folder that exists.
   *
   * @throws IOException if that fails
   */
  static Fixtures in(Path folder) throws IOException, InterruptedException {
    Path webRoot = folder.resolve("web");
    Path files = Files.createDirectories(webRoot.resolve("files"));
    String line = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.\n";
    write(files.resolve("big.txt"), line.repeat(BIG_BYTES / line.length()));
    write(files.resolve("small.html"), "<!DOCTYPE html>\n<title>small</title>\n<p>small\n");
    Files.setLastModifiedTime(files, MODIFIED);
    return new Fixtures(webRoot, keyStore(folder.resolve("keystore.p12")));
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.US_ASCII);
    Files.setLastModifiedTime(file, MODIFIED);
  }

  /** By the JDK's own tool, which is the one documented way to make a certificate. */
  private static Path keyStore(Path file) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "contract",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-validity",
            "3650",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            file.toString());
    Process tool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(file.resolveSibling("keytool.txt").toFile())
            .start();
    if (!tool.waitFor(60, TimeUnit.SECONDS) || tool.exitValue() != 0) {
      tool.destroyForcibly();
      throw new IOException("keytool made no key store, see keytool.txt beside " + file);
    }
    return file;
  }
}
