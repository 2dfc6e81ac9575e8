package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/**
 * Where in a session something is: the name of an attribute, then keys of the maps in it, with a
 * slash between them (docs/spec/instrumentation.md 3.9).
 */
final class AttributePathForm implements TextForm {
  static final int MAX_CHARS = 200;

  @Override
  public @Nullable String accept(String text) {
    boolean partIsMissing =
        text.isEmpty()
            || text.charAt(0) == '/'
            || text.charAt(text.length() - 1) == '/'
            || text.contains("//");
    return partIsMissing || text.length() > MAX_CHARS || Texts.hasControl(text) ? null : text;
  }
}
