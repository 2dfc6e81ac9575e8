package io.opsagent.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a JDBC URL that can be shown: where the server is. */
final class DatabaseAddress {
  private static final Pattern PLAIN =
      Pattern.compile("jdbc:[a-z]+:(?:[a-z]+:)?//([A-Za-z0-9.:,_\\[\\]-]+)(?:[/?].*)?");

  private DatabaseAddress() {}

  /** Hosts and ports, or a few words when the URL has another form, which may hold a password. */
  static String of(String url) {
    Matcher matcher = PLAIN.matcher(url);
    return matcher.matches() ? matcher.group(1) : "the address in database.url";
  }
}
