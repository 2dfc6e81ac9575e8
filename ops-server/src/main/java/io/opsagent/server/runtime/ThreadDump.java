package io.opsagent.server.runtime;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All threads of the JVM at one moment, those with the same state and stack together, the largest
 * group first. Virtual threads are not among them. Immutable.
 *
 * @param time when, ISO 8601
 * @param threads how many there are
 * @param byState how many in each state
 * @param deadlocked names of threads that wait for each other for ever
 * @param groups threads by stack
 * @param threadsLeftOut how many are in no group, because there are too many
 */
public record ThreadDump(
    String time,
    int threads,
    Map<String, Integer> byState,
    List<String> deadlocked,
    List<Group> groups,
    int threadsLeftOut) {
  /** Copies the collections. */
  public ThreadDump {
    byState = new TreeMap<>(byState);
    deadlocked = List.copyOf(deadlocked);
    groups = List.copyOf(groups);
  }

  /**
   * Threads that stand at the same place.
   *
   * @param count how many
   * @param state in the JVM's words
   * @param stack frames, the current one first
   * @param stackLeftOut whether there are more frames
   * @param threads the threads, by name
   */
  public record Group(
      int count, String state, List<String> stack, boolean stackLeftOut, List<SeenThread> threads) {
    /** Copies the lists. */
    public Group {
      stack = List.copyOf(stack);
      threads = List.copyOf(threads);
    }
  }

  /** As the JDK's own tool writes it, but that threads of one group stand together. */
  public String text() {
    StringBuilder text = new StringBuilder(64 * 1024);
    text.append(time).append('\n');
    text.append("Thread dump of process ").append(ProcessHandle.current().pid());
    text.append(" (").append(threads).append(" threads)\n");
    if (!deadlocked.isEmpty()) {
      text.append("\nFound a deadlock among ").append(String.join(", ", deadlocked)).append('\n');
    }
    for (Group group : groups) {
      for (SeenThread thread : group.threads()) {
        append(text, group, thread);
      }
    }
    if (threadsLeftOut > 0) {
      text.append('\n').append(threadsLeftOut).append(" further threads are left out\n");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Group group, SeenThread thread) {
    text.append('\n').append('"').append(thread.name().replace('"', '\'')).append("\" #");
    text.append(thread.id()).append(thread.daemon() ? " daemon" : "");
    text.append(" prio=").append(thread.priority());
    if (thread.cpuMillis() != null) {
      text.append(" cpu=").append(thread.cpuMillis()).append("ms");
    }
    text.append(thread.deadlocked() ? " deadlocked" : "").append('\n');
    text.append("   java.lang.Thread.State: ").append(group.state()).append('\n');
    boolean isFirst = true;
    for (String frame : group.stack()) {
      text.append("\tat ").append(frame).append('\n');
      if (isFirst && thread.waitsFor() != null) {
        text.append("\t- waiting on <").append(thread.waitsFor()).append('>');
        if (thread.ownerName() != null) {
          text.append(" owned by \"").append(thread.ownerName()).append("\" #");
          text.append(thread.ownerId());
        }
        text.append('\n');
      }
      isFirst = false;
    }
    if (group.stackLeftOut()) {
      text.append("\t...\n");
    }
    thread.holds().forEach(lock -> text.append("\t- locked <").append(lock).append(">\n"));
  }
}
