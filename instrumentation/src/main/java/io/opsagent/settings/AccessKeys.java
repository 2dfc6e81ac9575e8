package io.opsagent.settings;

import java.util.Collections;
import java.util.List;

/**
 * Who may enter the operations server (operations-api.md 3 and 11.1). A wrong value never opens the
 * door: it counts as the strictest one. They count from the next start.
 */
public final class AccessKeys {
  private static final List<String> NONE = Collections.<String>emptyList();
  private static final List<String> ALL = Collections.singletonList("*");

  // Filled by the constants below in the order in which they stand; must come before them.
  static final KeyList LIST = new KeyList();

  /** Scopes of callers on this machine. */
  public static final Key<List<String>> LOCAL_SCOPE =
      LIST.guarded(
          KeyGroup.SERVER,
          "local-scope",
          scopes(),
          ALL,
          NONE,
          "What callers on this machine may do without a token, on a local node; nothing if empty, or if"
              + " a value is wrong.");

  /** Scopes of callers in the private network. */
  public static final Key<List<String>> PRIVATE_SCOPE =
      LIST.guarded(
          KeyGroup.SERVER,
          "private-scope",
          scopes(),
          NONE,
          NONE,
          "What callers in the private network may do with the `connection-key`, when `route` is an"
              + " https URL.");

  /** Scopes that nobody has. */
  public static final Key<List<String>> DISABLED_SCOPE =
      LIST.guarded(
          KeyGroup.SERVER,
          "disabled-scope",
          scopes(),
          NONE,
          ALL,
          "What nobody may do, whatever he was granted. A wrong value counts as `*`.");

  /** What callers without a token must bring. */
  public static final Key<String> CONNECTION_KEY =
      LIST.guardedWithout(
              KeyGroup.SERVER,
              "connection-key",
              new TextType(
                  "text",
                  "a secret text of 1 to " + PlainForm.MAX_CHARS + " characters in one line",
                  new PlainForm()),
              "",
              "none",
              "What callers without a token must send in X-UtilMeta-Connection-Key; a wrong value keeps them"
                  + " all out.")
          .secret();

  /** Whether a supervisor's token for another audience is refused. */
  public static final Key<Boolean> CHECK_AUDIENCE =
      LIST.with(
          KeyGroup.SERVER,
          "check-audience",
          new BooleanType(),
          Boolean.FALSE,
          "Whether a supervisor's token for another API is refused, which the protocol does not.");

  private AccessKeys() {}

  private static ListType scopes() {
    StringBuilder names = new StringBuilder("scopes (");
    for (String name : ScopeForm.NAMES) {
      names.append(names.charAt(names.length() - 1) == '(' ? "" : ", ").append(name);
    }
    return new ListType(names.append(')').toString(), new ScopeForm());
  }
}
