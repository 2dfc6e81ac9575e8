package io.opsagent.server;

import java.util.Locale;

/**
 * Gives the threads that libraries start by themselves (H2's background threads) names by which an
 * operator knows whose they are. Ours are those whose context class loader is the agent's; names of
 * other threads are never touched.
 */
final class ThreadNames {
  private static final String PREFIX = "opsagent-";
  private static final int MAX_NAME_CHARS = 24;

  private ThreadNames() {}

  /** Renames what has no such name yet. Any thread of the agent. */
  static void claim() {
    ClassLoader ours = ThreadNames.class.getClassLoader();
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    // Twice the estimate: threads may start meanwhile; those that are missed are found next time.
    Thread[] threads = new Thread[root.activeCount() * 2 + 16];
    int count = root.enumerate(threads);
    for (int i = 0; i < count; i++) {
      Thread thread = threads[i];
      if (thread.getContextClassLoader() == ours && !thread.getName().startsWith(PREFIX)) {
        thread.setName(PREFIX + shortName(thread.getName()));
      }
    }
  }

  static String shortName(String name) {
    // The name of H2's writer ends in the path of its file, which is nobody's business.
    int slash = name.indexOf('/');
    String plain = slash < 0 ? name : name.substring(0, slash);
    String words = plain.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return words.length() > MAX_NAME_CHARS ? words.substring(0, MAX_NAME_CHARS) : words;
  }
}
