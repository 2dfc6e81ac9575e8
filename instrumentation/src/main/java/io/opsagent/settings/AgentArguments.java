package io.opsagent.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text after {@code -javaagent:opsagent.jar=}: {@code key=value} pairs with commas
 * between them. {@code \,} is a comma inside a value; any other backslash is itself, so that
 * Windows paths need no escapes.
 */
final class AgentArguments {
  private static final int MAX_CHARS = 64 * 1024;

  private AgentArguments() {}

  static List<RawSetting> parse(String text, Problems problems) {
    List<RawSetting> settings = new ArrayList<RawSetting>();
    if (text.length() > MAX_CHARS) {
      problems.add(
          "The agent argument has "
              + text.length()
              + " characters; allowed are at most "
              + MAX_CHARS
              + "; it is ignored. Put the settings into a file.");
      return settings;
    }
    StringBuilder item = new StringBuilder();
    boolean secretBefore = false;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.charAt(i) != ',') {
        boolean escapedComma =
            text.charAt(i) == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',';
        i += escapedComma ? 1 : 0;
        item.append(text.charAt(i));
        continue;
      }
      String pair = Texts.trim(item.toString());
      item.setLength(0);
      if (!pair.isEmpty()) {
        secretBefore = addPair(pair, secretBefore, settings, problems);
      }
    }
    return settings;
  }

  /** Returns whether a part of a secret may stand in what follows, after a comma not escaped. */
  private static boolean addPair(
      String pair, boolean secretBefore, List<RawSetting> settings, Problems problems) {
    int equals = pair.indexOf('=');
    String name = Texts.trim(equals < 0 ? pair : pair.substring(0, equals));
    boolean known = Keys.named(name) != null || name.equals(ConfigurationLoader.CONFIG);
    if (equals > 0 && (known || !secretBefore)) {
      Origin origin = new Origin(Origin.Kind.AGENT_ARGUMENT, "agent argument");
      settings.add(new RawSetting(name, pair.substring(equals + 1), origin, null));
      return secretBefore || Problems.isSecretLike(name);
    }
    problems.add(
        (known ? Problems.quoted(name) : "A part")
            + " of the agent argument is not key=value; it is ignored. Write a comma inside a value"
            + " as \\,.");
    return secretBefore;
  }
}
