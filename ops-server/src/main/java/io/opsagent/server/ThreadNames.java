package io.opsagent.server;

import java.util.Arrays;
import java.util.List;
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
    for (Thread thread : all()) {
      if (thread.getContextClassLoader() == ours && !isOurs(thread)) {
        thread.setName(PREFIX + shortName(thread.getName()));
      }
    }
  }

  /** The agent's threads that live and have their names. Any thread. */
  static List<Thread> ours() {
    return all().stream().filter(ThreadNames::isOurs).toList();
  }

  private static boolean isOurs(Thread thread) {
    return thread.getName().startsWith(PREFIX);
  }

  private static List<Thread> all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    // Twice the estimate: threads may start meanwhile; those that are missed are found next time.
    Thread[] threads = new Thread[root.activeCount() * 2 + 16];
    return List.of(Arrays.copyOf(threads, root.enumerate(threads)));
  }

  static String shortName(String name) {
    // The name of H2's writer ends in the path of its file, which is nobody's business.
    int slash = name.indexOf('/');
    String plain = slash < 0 ? name : name.substring(0, slash);
    String words = plain.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return words.length() > MAX_NAME_CHARS ? words.substring(0, MAX_NAME_CHARS) : words;
  }
}
