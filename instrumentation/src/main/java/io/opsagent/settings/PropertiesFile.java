package io.opsagent.settings;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a properties file as {@link java.util.Properties} would, but as UTF-8, with line numbers,
 * and without ever throwing: what cannot be read is named and left out.
 */
final class PropertiesFile {
  private static final int MAX_BYTES = 1024 * 1024;
  private static final char REPLACEMENT = '\ufffd';

  private final File file;
  private final Problems problems;
  private final List<RawSetting> settings = new ArrayList<RawSetting>();
  private final Map<String, Integer> lineOfName = new HashMap<String, Integer>();

  private PropertiesFile(File file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Returns the settings of the file, or null if the file as a whole cannot be used. */
  static @Nullable List<RawSetting> read(File file, Problems problems) {
    String text = text(file, problems);
    if (text == null) {
      return null;
    }
    PropertiesFile reader = new PropertiesFile(file, problems);
    reader.readLines(text);
    return reader.settings;
  }

  private static @Nullable String text(File file, Problems problems) {
    String start = "The properties file " + Problems.shownPath(file);
    String end = "; it is ignored and the defaults stay.";
    if (!file.isFile()) {
      problems.add(start + (file.exists() ? " is not a file" : " does not exist") + end);
      return null;
    }
    byte[] bytes;
    try (InputStream in = new FileInputStream(file)) {
      bytes = readAtMost(in, MAX_BYTES + 1);
    } catch (IOException | SecurityException e) {
      problems.add(
          start + " cannot be read (" + Problems.shown(String.valueOf(e.getMessage())) + ")" + end);
      return null;
    }
    if (bytes.length > MAX_BYTES) {
      problems.add(start + " is larger than 1 MB" + end);
      return null;
    }
    for (byte b : bytes) {
      if (b == 0) {
        problems.add(start + " is not a text file in UTF-8" + end);
        return null;
      }
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return Texts.startsWith(text, '\ufeff') ? text.substring(1) : text;
  }

  private static byte[] readAtMost(InputStream in, int mostBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    while (out.size() < mostBytes) {
      int count = in.read(buffer, 0, Math.min(buffer.length, mostBytes - out.size()));
      if (count < 0) {
        break;
      }
      out.write(buffer, 0, count);
    }
    return out.toByteArray();
  }

  /** Joins natural lines that end in an odd number of backslashes, as Properties does. */
  private void readLines(String text) {
    StringBuilder logical = new StringBuilder();
    int lineNumber = 0;
    int firstLineNumber = 0;
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      String line = text.substring(skipBlanks(text, at, end), end);
      lineNumber++;
      at = end + 1;
      if (end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n') {
        at++;
      }
      if (logical.length() == 0) {
        if (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '!') {
          continue;
        }
        firstLineNumber = lineNumber;
      }
      boolean continued = endsInOpenBackslash(line);
      logical.append(line, 0, continued ? line.length() - 1 : line.length());
      if (!continued && logical.length() > 0) {
        readSetting(logical.toString(), firstLineNumber);
        logical.setLength(0);
      }
    }
    if (logical.length() > 0) {
      readSetting(logical.toString(), firstLineNumber);
    }
  }

  private static boolean endsInOpenBackslash(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static int skipBlanks(String text, int from, int to) {
    int at = from;
    while (at < to && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }

  private void readSetting(String line, int lineNumber) {
    int nameEnd = 0;
    while (nameEnd < line.length()
        && !isBlank(line.charAt(nameEnd))
        && line.charAt(nameEnd) != '='
        && line.charAt(nameEnd) != ':') {
      nameEnd += line.charAt(nameEnd) == '\\' ? 2 : 1;
    }
    nameEnd = Math.min(nameEnd, line.length());
    int valueStart = skipBlanks(line, nameEnd, line.length());
    if (valueStart < line.length()
        && (line.charAt(valueStart) == '=' || line.charAt(valueStart) == ':')) {
      valueStart = skipBlanks(line, valueStart + 1, line.length());
    }
    Origin origin =
        new Origin(Origin.Kind.FILE, "file " + Problems.shownPath(file) + ", line " + lineNumber);
    String name = unescape(line.substring(0, nameEnd));
    String value = unescape(line.substring(valueStart));
    String wrong = null;
    if (name == null || value == null) {
      wrong = "has a backslash that starts no escape (write \\\\ for a backslash, or /)";
    } else if (line.indexOf(REPLACEMENT) >= 0) {
      wrong = "is not UTF-8";
    } else if (name.isEmpty()) {
      wrong = "has no name";
    }
    if (name == null || value == null || wrong != null) {
      // Not the line itself: it may hold a secret.
      String shown =
          name == null || name.isEmpty() || name.indexOf(REPLACEMENT) >= 0
              ? "A setting"
              : Problems.shown(name);
      problems.add(shown + " (" + origin + ") " + wrong + "; it is ignored and the default stays.");
      return;
    }
    Integer before = lineOfName.put(name, lineNumber);
    if (before != null) {
      problems.add(
          Problems.shown(name)
              + " ("
              + origin
              + ") is set before in line "
              + before
              + "; the later line counts.");
    }
    settings.add(new RawSetting(name, value, origin, file.getParentFile()));
  }

  /** Returns the text without escapes, or null if one is wrong. */
  private static @Nullable String unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      if (++i == text.length()) {
        return plain.toString();
      }
      c = text.charAt(i);
      if (c == 'u') {
        int code = hex(text, i + 1);
        if (code < 0) {
          return null;
        }
        plain.append((char) code);
        i += 4;
      } else if (c == 't') {
        plain.append('\t');
      } else if (c == 'n') {
        plain.append('\n');
      } else if (c == 'r') {
        plain.append('\r');
      } else if (c == 'f') {
        plain.append('\f');
      } else if (Texts.isLetterOrDigit(c)) {
        return null;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static int hex(String text, int from) {
    if (from + 4 > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }
}
