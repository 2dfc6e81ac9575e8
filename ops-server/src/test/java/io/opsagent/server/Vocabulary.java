package io.opsagent.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every text in the compiled server that can be the name of a parameter or member, read from its
 * class files. So a new route brings its names with it.
 */
public final class Vocabulary {
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z_]{1,29}(?:[<>]=?)?");

  private static final Pattern HEADER = Pattern.compile("[Xx]-[A-Za-z][A-Za-z-]{1,40}");

  private Vocabulary() {}

  /** The names, sorted. */
  static List<String> ofServer() {
    return textsLike(NAME);
  }

  /** The names of headers of our own or of proxies, sorted. */
  public static List<String> headersOfServer() {
    return textsLike(HEADER);
  }

  private static List<String> textsLike(Pattern pattern) {
    try {
      Path classes =
          Path.of(
                  OperationsRuntime.class
                      .getProtectionDomain()
                      .getCodeSource()
                      .getLocation()
                      .toURI())
              .resolve("io/opsagent/server");
      Set<String> names = new TreeSet<>();
      try (Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
          readTexts(file, pattern, names);
        }
      }
      return List.copyOf(names);
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("The class files of the server cannot be read", e);
    }
  }

  /** The texts of the constant pool, JVMS 4.4. */
  private static void readTexts(Path file, Pattern pattern, Set<String> names) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        DataInputStream in = new DataInputStream(bytes)) {
      in.skipNBytes(8);
      int count = in.readUnsignedShort();
      for (int i = 1; i < count; i++) {
        int tag = in.readUnsignedByte();
        switch (tag) {
          case 1 -> {
            String text = in.readUTF();
            if (pattern.matcher(text).matches()) {
              names.add(text);
            }
          }
          case 5, 6 -> {
            in.skipNBytes(8);
            i++;
          }
          case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          default -> in.skipNBytes(4);
        }
      }
    }
  }
}
