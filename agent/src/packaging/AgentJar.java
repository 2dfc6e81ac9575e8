import io.opsagent.agent.ArchivePacker;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/**
 * Builds opsagent.jar (docs/spec/instrumentation.md 1.1 to 1.4). Run by the build as a single source
 * file with Byte Buddy and the entry classes on the class path:
 *
 * <pre>AgentJar CLASSES LIBRARY_PATH_FILE THIRD_PARTY_TEXT OUTPUT VERSION TIMESTAMP MAX_BYTES</pre>
 *
 * <p>The entry classes and the licences lie where a jar has them; everything else is in one entry,
 * an archive of its own, which the JVM does not have to read whenever it opens the jar. Service
 * files are joined, version directories indexed, the bridge is moved to {@code java.lang}. Two
 * libraries with the same class, or a jar beyond its size, fail the build. The same input gives the
 * same bytes.
 */
public final class AgentJar {
  private static final String ENTRY_PACKAGE = "io/opsagent/agent/";
  private static final String BRIDGE = "io/opsagent/bridge/OpsAgentBridge1";
  private static final String BRIDGE_RESOURCE =
      "io/opsagent/bridge/java.lang.OpsAgentBridge1.bin";

  /** Needed to build the jar, not to run it. */
  private static final String PACKER = "io/opsagent/agent/ArchivePacker";

  /** Each costs every JVM with the agent: the jar's directory is read and kept more than once. */
  private static final int MAX_OUTER_ENTRIES = 200;

  /** In the jar itself: name to content. */
  private final Map<String, byte[]> outer = new TreeMap<>();

  /** In the archive: name to content. */
  private final Map<String, byte[]> inner = new TreeMap<>();

  private final Map<String, String> origins = new TreeMap<>();
  private final Map<String, Set<String>> services = new TreeMap<>();
  private final Map<Integer, Set<String>> versioned = new TreeMap<>();

  public static void main(String[] args) throws Exception {
    new AgentJar()
        .build(
            Path.of(args[0]),
            Path.of(args[1]),
            Path.of(args[2]),
            Path.of(args[3]),
            args[4],
            Instant.parse(args[5]),
            Long.parseLong(args[6]));
  }

  private void build(
      Path classes,
      Path libraries,
      Path thirdParty,
      Path output,
      String version,
      Instant timestamp,
      long maxBytes)
      throws Exception {
    addClasses(classes);
    List<Path> jars =
        Stream.of(Files.readString(libraries).strip().split(File.pathSeparator))
            .map(Path::of)
            .sorted(Comparator.comparing(jar -> jar.getFileName().toString()))
            .toList();
    for (Path jar : jars) {
      addLibrary(jar);
    }
    services.forEach(
        (name, lines) -> put(name, text(String.join("\n", lines) + "\n"), "services"));
    put("META-INF/opsagent-versions.index", text(versionIndex()), "index");
    put("META-INF/opsagent-jna-packages.index", text(jnaPackages()), "index");
    put("META-INF/opsagent.version", text(version + "\n"), "version");
    outer.put("META-INF/THIRD-PARTY.txt", Files.readAllBytes(thirdParty));
    moveBridge();
    outer.put(ArchivePacker.ENTRY, ArchivePacker.pack(inner));
    write(output, manifest(version), timestamp);
    long size = Files.size(output);
    System.out.printf(
        "opsagent.jar: %,d bytes, %,d entries, %,d in the archive%n",
        size, outer.size() + 1, inner.size());
    if (outer.size() > MAX_OUTER_ENTRIES) {
      throw new IllegalStateException(
          "opsagent.jar has " + outer.size() + " entries, allowed are " + MAX_OUTER_ENTRIES);
    }
    if (size > maxBytes) {
      throw new IllegalStateException(
          "opsagent.jar has " + size + " bytes, allowed are " + maxBytes);
    }
  }

  private void addClasses(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                String name = folder.relativize(file).toString().replace('\\', '/');
                try {
                  byte[] bytes = Files.readAllBytes(file);
                  boolean isEntryClass =
                      name.startsWith(ENTRY_PACKAGE)
                          && name.indexOf('/', ENTRY_PACKAGE.length()) < 0;
                  if (!isEntryClass) {
                    addInner(name, bytes, "agent");
                  } else if (!name.startsWith(PACKER)) {
                    outer.put(name, bytes);
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private void addLibrary(Path jar) throws IOException {
    String library = jar.getFileName().toString();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          addInner(entry.getName(), in.readAllBytes(), library);
        }
      }
    }
  }

  private void addInner(String name, byte[] bytes, String library) {
    String upper = name.toUpperCase(java.util.Locale.ROOT);
    if (isLicence(upper)) {
      // With its folders: a library may hold the licences of others that it has taken in.
      String file = name.startsWith("META-INF/") ? name.substring("META-INF/".length()) : name;
      outer.put("META-INF/licences/" + library.replace(".jar", "") + "/" + file, bytes);
      return;
    }
    if (isNotWanted(name, upper)) {
      return;
    }
    if (name.startsWith("META-INF/services/")) {
      Set<String> lines = services.computeIfAbsent(name, n -> new LinkedHashSet<>());
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\\R")) {
        int comment = line.indexOf('#');
        String provider = (comment < 0 ? line : line.substring(0, comment)).strip();
        if (!provider.isEmpty()) {
          lines.add(provider);
        }
      }
      return;
    }
    if (name.startsWith("META-INF/versions/")) {
      String rest = name.substring("META-INF/versions/".length());
      int slash = rest.indexOf('/');
      versioned
          .computeIfAbsent(Integer.valueOf(rest.substring(0, slash)), v -> new TreeSet<>())
          .add(rest.substring(slash + 1));
    }
    put(name, bytes, library);
  }

  private static boolean isLicence(String upperName) {
    if (upperName.endsWith(".CLASS") || upperName.contains("/VERSIONS/")) {
      return false;
    }
    String file = upperName.substring(upperName.lastIndexOf('/') + 1);
    boolean here = upperName.startsWith("META-INF/") || upperName.indexOf('/') < 0;
    return here
        && (file.startsWith("LICENSE")
            || file.startsWith("LICENCE")
            || file.startsWith("NOTICE")
            || file.startsWith("FASTDOUBLEPARSER")
            || file.equals("AL2.0")
            || file.equals("LGPL2.1"));
  }

  private static boolean isNotWanted(String name, String upper) {
    return upper.endsWith("MANIFEST.MF")
        || upper.endsWith(".SF")
        || upper.endsWith(".RSA")
        || upper.endsWith(".DSA")
        || name.endsWith("module-info.class")
        || name.endsWith(".kotlin_module")
        || name.endsWith(".kotlin_builtins")
        || name.endsWith(".java")
        || name.startsWith("META-INF/maven/")
        || name.startsWith("META-INF/proguard/")
        || name.startsWith("META-INF/com.android.tools/")
        || name.startsWith("META-INF/native-image/")
        || name.startsWith("META-INF/INDEX.LIST")
        || name.startsWith("OSGI-INF/")
        || name.startsWith("about")
        || name.startsWith("META-INF/DEPENDENCIES");
  }

  private void put(String name, byte[] bytes, String origin) {
    byte[] before = inner.putIfAbsent(name, bytes);
    if (before != null && !Arrays.equals(before, bytes)) {
      boolean harmless = !name.endsWith(".class");
      if (!harmless) {
        throw new IllegalStateException(
            name + " is in " + origins.get(name) + " and, different, in " + origin);
      }
    }
    origins.putIfAbsent(name, origin);
  }

  private String versionIndex() {
    StringBuilder index = new StringBuilder();
    versioned.forEach(
        (version, names) ->
            names.forEach(name -> index.append(version).append(' ').append(name).append('\n')));
    return index.toString();
  }

  private String jnaPackages() {
    Set<String> packages = new TreeSet<>();
    for (String name : inner.keySet()) {
      if (name.startsWith("com/sun/jna/") && name.endsWith(".class")) {
        packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.'));
      }
    }
    return String.join("\n", packages) + "\n";
  }

  private void moveBridge() {
    byte[] bridge = inner.remove(BRIDGE + ".class");
    if (bridge == null) {
      throw new IllegalStateException(BRIDGE + " is missing");
    }
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bridge)
        .accept(
            new ClassRemapper(
                writer, new SimpleRemapper(BRIDGE, "java/lang/OpsAgentBridge1")),
            ClassReader.SKIP_DEBUG);
    put(BRIDGE_RESOURCE, writer.toByteArray(), "bridge");
  }

  private static byte[] manifest(String version) {
    return text(
        String.join(
                "\r\n",
                List.of(
                    "Manifest-Version: 1.0",
                    "Implementation-Title: OpsAgent",
                    "Implementation-Version: " + version,
                    "Main-Class: io.opsagent.agent.OpsAgent",
                    "Premain-Class: io.opsagent.agent.OpsAgent",
                    "Agent-Class: io.opsagent.agent.OpsAgent",
                    "Can-Redefine-Classes: true",
                    "Can-Retransform-Classes: true"))
            + "\r\n\r\n");
  }

  private void write(Path output, byte[] manifest, Instant timestamp) throws IOException {
    // Local time without a zone is what a zip stores; UTC makes it the same everywhere.
    LocalDateTime time = LocalDateTime.ofInstant(timestamp, ZoneOffset.UTC);
    try (OutputStream file = Files.newOutputStream(output);
        ZipOutputStream zip = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
      zip.setLevel(9);
      List<Map.Entry<String, byte[]>> all = new ArrayList<>();
      all.add(Map.entry("META-INF/MANIFEST.MF", manifest));
      all.addAll(outer.entrySet());
      for (Map.Entry<String, byte[]> entry : all) {
        byte[] bytes = entry.getValue();
        ZipEntry zipEntry = new ZipEntry(entry.getKey());
        zipEntry.setTimeLocal(time);
        if (entry.getKey().equals(ArchivePacker.ENTRY)) {
          store(zipEntry, bytes);
        }
        zip.putNextEntry(zipEntry);
        zip.write(bytes);
        zip.closeEntry();
      }
    }
  }

  private static void store(ZipEntry entry, byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
