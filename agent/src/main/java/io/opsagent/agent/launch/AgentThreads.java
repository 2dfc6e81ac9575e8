package io.opsagent.agent.launch;

/**
 * Makes the agent's threads: daemon, with our loader as context class loader, inheriting nothing
 * from the thread that makes them (docs/spec/instrumentation.md 1.9).
 */
final class AgentThreads {
  private AgentThreads() {}

  static Thread create(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(AgentThreads.class.getClassLoader());
    // What escapes must not reach the application's streams.
    thread.setUncaughtExceptionHandler((dead, cause) -> {});
    return thread;
  }
}
