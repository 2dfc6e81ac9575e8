package io.opsagent.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files that the build made of the console: a shell document and what it loads. Only names of
 * the index are ever looked up, so no name leads out of it. Nothing is kept in memory but the
 * index; browsers keep the files. Safe for any thread.
 */
public final class ConsoleFiles {
  private static final String PLACE = "files/";
  private static final String SHELL = "shell.html";
  private static final String BUILD = "build";

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** What every page needs: asked for at once instead of one import after the other. */
  private static final List<String> FIRST_FOLDERS = List.of("js/core/", "js/frame/");

  private final String build;
  private final Map<String, String> tags;

  private ConsoleFiles(String build, Map<String, String> tags) {
    this.build = build;
    this.tags = tags;
  }

  /**
   * Reads the index.
   *
   * @throws IllegalStateException if the jar was built without the console
   * @throws UncheckedIOException if the jar cannot be read
   */
  public static ConsoleFiles load() {
    Map<String, String> tags = new LinkedHashMap<>();
    new String(read("index.txt"), StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              int blank = line.lastIndexOf(' ');
              tags.put(line.substring(0, blank), line.substring(blank + 1));
            });
    String build = tags.remove(BUILD);
    if (build == null) {
      throw new IllegalStateException("the index of the console names no build");
    }
    return new ConsoleFiles(build, tags);
  }

  /** Hash of all files; another one whenever one of them has changed. */
  public String build() {
    return build;
  }

  /** The names that {@link #find} knows, such as {@code js/main.js}. */
  public Set<String> names() {
    return Set.copyOf(tags.keySet());
  }

  /**
   * The file of this name.
   *
   * @param name relative to the build's address; anything else than a name of the index finds
   *     nothing
   * @throws UncheckedIOException if the jar cannot be read
   */
  public Optional<ConsoleFile> find(String name) {
    String tag = tags.get(name);
    if (tag == null) {
      return Optional.empty();
    }
    String ending = name.substring(name.lastIndexOf('.') + 1);
    String mediaType = MEDIA_TYPES.getOrDefault(ending, "application/octet-stream");
    return Optional.of(new ConsoleFile(mediaType, tag, read(name + ".gz")));
  }

  /**
   * The one document that stands at every address of the console.
   *
   * @param rootPath path of the API, such as {@code /ops}: letters, digits and {@code - _ /} only
   */
  public String shell(String rootPath) {
    String files = rootPath + "/ui/_/" + build + "/";
    StringBuilder first = new StringBuilder();
    for (String name : tags.keySet()) {
      boolean isFirst = FIRST_FOLDERS.stream().anyMatch(name::startsWith);
      if (isFirst || name.equals("lib/preact.js") || name.equals("lib/hooks.js")) {
        first.append("<link rel=\"modulepreload\" href=\"").append(files).append(name);
        first.append("\">\n");
      }
    }
    String shell =
        new String(new ConsoleFile("", "", read(SHELL + ".gz")).plain(), StandardCharsets.UTF_8);
    return shell
        .replace("{root}", rootPath)
        .replace("{build}", build)
        .replace("{files}", files)
        .replace("{first}", first.toString());
  }

  private static byte[] read(String name) {
    try (InputStream in = ConsoleFiles.class.getResourceAsStream(PLACE + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar holds no file " + name + " of the console");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("file " + name + " of the console cannot be read", e);
    }
  }
}
