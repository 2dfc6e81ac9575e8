package io.opsagent.settings;

/** Writes docs/configuration.md from the registry. */
final class ConfigurationPage {
  private static final String INTRODUCTION =
      """
      # Configuration

      This page is generated from `io.opsagent.settings.Keys`. Change it there, then run
      `mvn -pl instrumentation test -Dtest=ConfigurationPageTest -Dopsagent.docs.write=true`.

      ## Where settings come from

      A key can be set in four places. The first one that has it counts:

      | | place | example |
      |---|---|---|
      | 1 | environment variable | `OPSAGENT_LOG_MAX_BODY_BYTES=64KB` |
      | 2 | system property | `-Dopsagent.log.max-body-bytes=64KB` |
      | 3 | agent argument | `-javaagent:opsagent.jar=log.max-body-bytes=64KB,port=9000` |
      | 4 | properties file | `log.max-body-bytes = 64KB` |

      The properties file is the one named by the agent argument `config=FILE`, else by `OPSAGENT_CONFIG`, else by
      `-Dopsagent.config`, else `opsagent.properties` beside `opsagent.jar`. A file that is named but cannot be read is
      reported and no other file is read in its place. Without any file the defaults hold.

      - The file is UTF-8, at most 1 MB, in the format of `java.util.Properties`. A backslash starts an escape: in Windows
        paths write `/` or `\\\\`.
      - In the agent argument a comma inside a value is written `\\,`. Any other backslash is itself.
      - An empty environment variable counts as not set. An empty value elsewhere is an empty list or text.
      - Durations: `500ms`, `30s`, `5min`, `2h`, `7d` or ISO 8601 (`PT30S`); a bare number means seconds.
      - Sizes: `512`, `16KB`, `1MB`; 1 KB is 1024 bytes.
      - A relative path in the file starts at the folder of the file, elsewhere at the working directory.
      - Without `data-dir` the agent writes into `opsagent-data` beside the properties file; without a file, into
        `$XDG_STATE_HOME/opsagent` or `~/.local/state/opsagent`, on Windows `%LOCALAPPDATA%\\opsagent`.

      ## Changes while the application runs

      The properties file is looked at every two seconds. When it has changed and has been left alone for two seconds, keys that
      are marked \u21bb below take their new values at once; one line in the agent's log names the others that have changed, which count
      from the next start. A file with a mistake in it changes nothing: one line says what is wrong, and all values
      before it stay. A file that has gone changes nothing either.

      The API (`PATCH /{route}/v1/agent/capture`) can set the switches among them (`capture.enabled` and the entry points), too. Its word outranks all four places until the
      process ends, the properties file changes, or the API takes it back.

      ## What happens when something is wrong

      The application always runs. Each problem is one line with the key, the value, what is allowed and where it was set:

      ```
      port = "80000" (environment variable OPSAGENT_PORT) is not allowed; allowed is a whole number from 0 to 65535; the default 8274 is used.
      prot (file /etc/opsagent.properties, line 3) is not a known key; did you mean port? It is ignored.
      ```

      The default is used in place of a wrong value. A wrong value of a switch that is on by default turns it off, because
      nobody sets such a switch for another reason. Values of unknown or secret-like keys are never shown.

      ## Example

      `/etc/opsagent.properties`:

      ```properties
      service.name = shop
      data-dir = /var/lib/opsagent
      trusted-proxies = 10.0.0.0/8
      log.max-body-bytes = 32KB
      ```

      ```
      OPSAGENT_PORT=9000 java -javaagent:/opt/opsagent/opsagent.jar=config=/etc/opsagent.properties,port=8000 -jar shop.jar
      ```

      The service appears as `shop`. The operations server listens on `127.0.0.1:9000`: the environment outranks the agent
      argument.
      """;

  private ConfigurationPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (KeyGroup group : KeyGroup.values()) {
      page.append("\n## ").append(group.title()).append("\n\n");
      page.append("| key | environment variable | type | default | allowed | what it does |\n");
      page.append("|---|---|---|---|---|---|\n");
      for (Key<?> key : Keys.all()) {
        if (key.group() == group) {
          append(page, key);
        }
      }
    }
    return page.toString();
  }

  private static void append(StringBuilder page, Key<?> key) {
    boolean literal = key.defaultValue() != null && !key.defaultText().isEmpty();
    String code = literal ? "`" : "";
    page.append("| `").append(key.name()).append("`");
    key.aliases().forEach(alias -> page.append(", also `").append(alias).append("`"));
    page.append(" | `").append(key.environmentName());
    page.append("` | ").append(key.typeName()).append(" | ");
    page.append(code)
        .append(key.defaultText().isEmpty() ? "empty" : key.defaultText())
        .append(code);
    page.append(" | ").append(key.allowed()).append(" | ").append(key.summary());
    page.append(key.isReloadable() ? " \u21bb" : "").append(" |\n");
  }
}
