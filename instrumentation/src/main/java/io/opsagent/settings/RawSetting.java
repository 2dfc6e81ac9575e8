package io.opsagent.settings;

import java.io.File;
import org.jspecify.annotations.Nullable;

/** A name and a text somewhere in a source, not yet checked. */
final class RawSetting {
  final String name;
  final String text;
  final Origin origin;

  /** Where a relative path in the text starts; null means the working directory. */
  final @Nullable File folder;

  RawSetting(String name, String text, Origin origin, @Nullable File folder) {
    this.name = name;
    this.text = text;
    this.origin = origin;
    this.folder = folder;
  }
}
