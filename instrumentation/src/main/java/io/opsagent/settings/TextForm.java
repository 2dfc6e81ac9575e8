package io.opsagent.settings;

import org.jspecify.annotations.Nullable;

/** What a text must look like to be taken, by itself or as an element of a list. */
interface TextForm {

  /** Returns the text in the one form that the rest of the agent sees, or null if not allowed. */
  @Nullable String accept(String text);
}
