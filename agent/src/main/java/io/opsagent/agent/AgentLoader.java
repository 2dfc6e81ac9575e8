package io.opsagent.agent;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The isolated loader of everything that is ours: reads the {@link Archive} in opsagent.jar, into
 * which no scanner of the application's classes can see. Child first for all it has; of the parent
 * it lets through the JDK's own packages only, so that neither side ever sees the other's libraries
 * (docs/spec/instrumentation.md 1.4).
 *
 * <p>Takes no lock while it loads: the JVM lets one of two threads define a class and tells the
 * other, which takes that one. The JDK keeps a lock for each name for ever, 140 bytes for each of
 * some thousand classes.
 */
public final class AgentLoader extends ClassLoader implements Closeable {
  private static final String VERSION_INDEX = "META-INF/opsagent-versions.index";
  private static final String[] JDK_PACKAGES = {
    "java.", "javax.", "jdk.", "sun.", "com.sun.", "org.w3c.", "org.xml.", "org.ietf.", "netscape."
  };

  /**
   * Hidden from our libraries: one that finds it writes its own events, our SQL among them, into
   * the recordings that people make of their application.
   */
  private static final String FLIGHT_RECORDER = "jdk.jfr.";

  static {
    registerAsParallelCapable();
  }

  private final Archive archive;
  private final ClassLoader platform;
  private final ProtectionDomain domain;
  private final EntryUrlHandler urlHandler = new EntryUrlHandler(this);

  /** Entry name to the entry of the newest version directory that this JVM may use. */
  private final Map<String, String> versioned;

  /**
   * Opens the jar; it stays open until the agent is detached.
   *
   * @param file opsagent.jar
   * @param javaVersion feature version of the running JVM
   * @throws IOException if the jar cannot be read, or is not as it was built
   */
  public AgentLoader(File file, int javaVersion) throws IOException {
    super(null);
    archive = Archive.openIn(file);
    // getPlatformClassLoader is Java 9; the system loader's parent is the same thing on 8, too.
    platform = ClassLoader.getSystemClassLoader().getParent();
    Permissions all = new Permissions();
    all.add(new AllPermission());
    domain =
        new ProtectionDomain(
            new CodeSource(file.toURI().toURL(), (Certificate[]) null), all, this, null);
    versioned = readVersionIndex(javaVersion);
  }

  private Map<String, String> readVersionIndex(int javaVersion) throws IOException {
    Map<String, String> index = new HashMap<String, String>();
    byte[] bytes = archive.read(VERSION_INDEX);
    if (bytes == null) {
      return index;
    }
    // Lines "<version> <entry>", versions ascending: a later line wins.
    int from = 0;
    String text = new String(bytes, "UTF-8");
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      int blank = text.indexOf(' ', from);
      int version = Integer.parseInt(text.substring(from, blank));
      if (version <= javaVersion) {
        String entry = text.substring(blank + 1, end);
        index.put(entry, "META-INF/versions/" + version + "/" + entry);
      }
      from = end + 1;
    }
    return index;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return platform.loadClass(name);
    }
    Class<?> type = findLoadedClass(name);
    if (type == null) {
      type = defineOwn(name);
    }
    if (type != null) {
      return type;
    }
    if (isJdk(name)) {
      return platform.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  private static boolean isJdk(String name) {
    if (name.startsWith(FLIGHT_RECORDER)) {
      return false;
    }
    for (String prefix : JDK_PACKAGES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Class<?> defineOwn(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = archive.read(entryName(name.replace('.', '/') + ".class"));
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      return null;
    }
    definePackageOf(name);
    try {
      return defineClass(name, bytes, 0, bytes.length, domain);
    } catch (LinkageError e) {
      Class<?> definedMeanwhile = findLoadedClass(name);
      if (definedMeanwhile != null) {
        return definedMeanwhile;
      }
      throw e;
    }
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    if (dot > 0) {
      String name = className.substring(0, dot);
      try {
        if (getPackage(name) == null) {
          definePackage(name, null, null, null, null, null, null, null);
        }
      } catch (IllegalArgumentException definedMeanwhile) {
        // By another thread; that is all this was for.
      }
    }
  }

  /** Java 9: a class of a named module that is mapped to this loader. */
  protected @Nullable Class<?> findClass(@Nullable String moduleName, String name) {
    Class<?> type = findLoadedClass(name);
    try {
      return type != null ? type : defineOwn(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Java 9: a resource of a named module that is mapped to this loader. */
  protected @Nullable URL findResource(@Nullable String moduleName, String name) {
    return findResource(name);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return findResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return findResources(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String entry = entryName(name);
    try {
      return archive.contains(entry)
          ? new URL("opsagent", null, -1, "/" + entry, urlHandler)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(url));
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      return open(entryName(name));
    } catch (IOException e) {
      return null;
    }
  }

  private String entryName(String name) {
    String newest = versioned.get(name);
    return newest == null ? name : newest;
  }

  /** Content of an entry as it is now, or null if there is none. */
  @Nullable InputStream open(String entryName) throws IOException {
    byte[] bytes = archive.read(entryName);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  /** Closes the archive: no further class can be loaded. */
  @Override
  public void close() throws IOException {
    archive.close();
  }
}
