import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Makes the files of the console out of its sources and of the few files of libraries that it needs
 * (docs/console.md). Run by the build as a single source file:
 *
 * <pre>ConsoleBundle SOURCES PREACT_JAR UPLOT_JAR OUTPUT MAX_BYTES</pre>
 *
 * <p>Each file is stored once, compressed; {@code index.txt} names the build (a hash of all names
 * and contents) and of each file its name and its own hash. The same input gives the same build.
 */
public final class ConsoleBundle {
  private static final String SHELL = "shell.html";
  private static final String PLACE = "io/opsagent/console/files/";

  /** Name below the build's address to content. */
  private final Map<String, byte[]> files = new TreeMap<>();

  private final Map<String, byte[]> licences = new TreeMap<>();

  public static void main(String[] args) throws Exception {
    ConsoleBundle bundle = new ConsoleBundle();
    bundle.addSources(Path.of(args[0]));
    bundle.addPreact(Path.of(args[1]));
    bundle.addUplot(Path.of(args[2]));
    bundle.write(Path.of(args[3]), Long.parseLong(args[4]));
  }

  private void addSources(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        files.put(
            folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
  }

  private void addPreact(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      files.put("lib/preact.js", text(withoutMap(read(zip, "/dist/preact.module.js"))));
      String hooks = withoutMap(read(zip, "/hooks/dist/hooks.module.js"));
      // A browser resolves no bare name without an import map, which would be an inline script.
      String bare = "from\"preact\"";
      if (!hooks.contains(bare)) {
        throw new IllegalStateException("hooks.module.js of " + jar + " does not import " + bare);
      }
      files.put("lib/hooks.js", text(hooks.replace(bare, "from\"./preact.js\"")));
      licences.put("preact", text(read(zip, "/LICENSE")));
    }
  }

  private void addUplot(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      // The only small form is a script with one global; as a module it has none.
      String script = withoutMap(read(zip, "/dist/uPlot.iife.min.js"));
      if (!script.contains("var uPlot=")) {
        throw new IllegalStateException("uPlot.iife.min.js of " + jar + " has no var uPlot");
      }
      files.put("lib/uplot.js", text(script + "\nexport default uPlot;\n"));
      files.put("lib/uplot.css", text(read(zip, "/dist/uPlot.min.css")));
      licences.put("uplot", text(read(zip, "/LICENSE")));
    }
  }

  private void write(Path output, long maxBytes) throws Exception {
    Path place = output.resolve(PLACE);
    deleteOld(place);
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    StringBuilder lines = new StringBuilder();
    long bytes = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      all.update(text(file.getKey() + "\0" + file.getValue().length + "\0"));
      all.update(file.getValue());
      if (!file.getKey().equals(SHELL)) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(file.getValue());
        lines.append(file.getKey()).append(' ').append(hex(hash)).append('\n');
      }
      byte[] gzip = gzip(file.getValue());
      Path target = place.resolve(file.getKey() + ".gz");
      Files.createDirectories(target.getParent());
      Files.write(target, gzip);
      bytes += gzip.length;
    }
    Files.writeString(place.resolve("index.txt"), "build " + hex(all.digest()) + "\n" + lines);
    for (Map.Entry<String, byte[]> licence : licences.entrySet()) {
      Path target = output.resolve("META-INF/LICENSE-" + licence.getKey() + ".txt");
      Files.createDirectories(target.getParent());
      Files.write(target, licence.getValue());
    }
    System.out.printf("console: %,d files, %,d bytes compressed%n", files.size(), bytes);
    if (bytes > maxBytes) {
      throw new IllegalStateException(
          "the console has " + bytes + " bytes, allowed are " + maxBytes);
    }
  }

  private static void deleteOld(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return;
    }
    try (Stream<Path> old = Files.walk(place)) {
      List<Path> files = old.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static String read(ZipFile zip, String end) throws IOException {
    List<? extends ZipEntry> found =
        zip.stream()
            .filter(entry -> entry.getName().matches(".*/webjars/[^/]+/[^/]+" + end))
            .toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          zip.getName() + " has " + found.size() + " files that end with " + end);
    }
    try (InputStream in = zip.getInputStream(found.get(0))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** There is no map beside the file, and a browser would ask for it. */
  private static String withoutMap(String script) {
    return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash, 0, 8);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
