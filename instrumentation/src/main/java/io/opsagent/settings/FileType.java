package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * A path. A relative one starts at the folder of the properties file when it is set there, else at
 * the working directory. Whether it exists is not asked here.
 */
final class FileType extends ValueType<File> {
  private static final int MAX_CHARS = 4096;

  FileType() {
    super("file", "a path (in a properties file write / or \\\\ for a backslash)");
  }

  @Override
  @Nullable File parse(String text, @Nullable File folder) {
    if (text.isEmpty() || text.length() > MAX_CHARS || Texts.hasControl(text)) {
      return null;
    }
    File file = new File(text);
    if (!file.isAbsolute() && folder != null) {
      file = new File(folder, text);
    }
    return file.getAbsoluteFile();
  }

  @Override
  String format(File value) {
    return value.getPath();
  }
}
